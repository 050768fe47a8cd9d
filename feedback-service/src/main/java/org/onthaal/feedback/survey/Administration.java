package org.onthaal.feedback.survey;

import java.time.ZoneId;
import java.util.Map;

/// A body that offers services. Its zone is fixed once it has ratings.
public record Administration(String code, ZoneId zone, Map<Language, String> names) {
  /// What a person can still read in a table, and what an index entry can hold.
  public static final int CODE_CODE_POINTS_MAX = 100;

  public Administration {
    if (!isCode(code)) {
      throw new IllegalArgumentException(
          "code: " + code + " (expected: 1 to 100 printable characters, trimmed)");
    }
    names = Language.sorted(names);
  }

  /// Whether a text can name an administration, a service, a survey or a question.
  public static boolean isCode(String text) {
    return !text.isEmpty()
        && text.equals(text.strip())
        && text.codePointCount(0, text.length()) <= CODE_CODE_POINTS_MAX
        && text.codePoints().allMatch(Administration::isPrintable);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
