package org.onthaal.feedback.collect.poster;

import java.util.List;

/// One thing to draw. Millimetres of an A4 sheet, from its upper left corner; later marks lie over
/// earlier ones.
sealed interface Mark {
  /// Colours, as `rrggbb`; each keeps a contrast of 7 to 1 against what it stands on.
  enum Ink {
    PETROL(0x0B4F6C),
    DARK(0x17212B),
    SOFT(0x3D4A57),
    MIST(0xE8F1F5),
    WHITE(0xFFFFFF);

    private final int colour;

    Ink(int colour) {
      this.colour = colour;
    }

    int colour() {
      return colour;
    }
  }

  /// A filled rectangle.
  record Box(double x, double y, double width, double height, double round, Ink ink)
      implements Mark {}

  /// A line of text around the middle of the sheet.
  ///
  /// @param baseline from the top of the sheet
  /// @param size of the font
  record Line(String text, double baseline, double size, boolean bold, Ink ink) implements Mark {}

  /// A drawn face.
  ///
  /// @param smile how far the middle of the mouth lies below its ends
  record Face(double x, double y, double radius, double smile, Ink ink) implements Mark {}

  /// The dark squares of a code, row by row.
  record Code(double x, double y, double size, List<boolean[]> rows, Ink ink) implements Mark {}
}
