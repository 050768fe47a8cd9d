package org.onthaal.feedback.collect.poster;

import io.nayuki.qrcodegen.QrCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Metric;

/// What stands where on the poster of a touchpoint.
///
/// @param title what the document is called
/// @param language of its words, as a primary subtag
record Poster(String title, String language, List<Mark> marks) {
  private static final double WIDTH = PaperSize.A4.width();
  private static final double HEIGHT = PaperSize.A4.height();
  private static final double TEXT_WIDTH = 170;
  // Drawn bold, a letter takes a little more.
  private static final double BOLD_WIDTH = TEXT_WIDTH * 0.97;
  private static final double HEAD_HEIGHT = 88;
  private static final double CODE_SIZE = 96;
  private static final double CODE_TOP = 142;
  // ISO/IEC 18004: four modules of nothing around a code; the frame adds to them.
  private static final int QUIET_MODULES = 4;
  private static final double[] SMILES = {-2.4, -1.3, 0, 1.3, 2.4};

  Poster {
    marks = List.copyOf(marks);
  }

  /// Draws a poster.
  ///
  /// @param survey in the language of the poster, where it speaks it
  /// @param page what the code opens
  /// @param shown what is printed for those who type
  static Poster of(
      LocalizedSurvey survey, PosterWords words, URI page, String shown, PosterFont font) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Box(0, 0, WIDTH, HEIGHT, 0, Mark.Ink.WHITE));
    marks.add(new Mark.Box(0, 0, WIDTH, HEAD_HEIGHT, 0, Mark.Ink.PETROL));
    Column column = new Column(font, marks);
    column.write(survey.administrationName(), 24, new Style(1, 7.5, 4.5, false, Mark.Ink.WHITE));
    PosterFont.Fitted name = font.fit(survey.serviceName(), BOLD_WIDTH, 3, 17, 8);
    double block = name.lines().size() * name.size() * 1.2;
    column.lines(name, 57 - block / 2 + name.size(), new Style(3, 17, 8, true, Mark.Ink.WHITE));
    column.write(words.heading(), 107, new Style(1, 13, 8, true, Mark.Ink.PETROL));
    boolean hasFaces = survey.survey().coreQuestion().metric() == Metric.CSAT;
    if (hasFaces) {
      faces(marks);
    } else {
      String asked = survey.text(survey.survey().coreQuestion().texts());
      column.write(asked, 121, new Style(2, 7, 5, false, Mark.Ink.DARK));
    }
    double left = (WIDTH - CODE_SIZE) / 2;
    marks.add(
        new Mark.Box(left - 5, CODE_TOP - 5, CODE_SIZE + 10, CODE_SIZE + 10, 6, Mark.Ink.MIST));
    marks.add(new Mark.Box(left, CODE_TOP, CODE_SIZE, CODE_SIZE, 3, Mark.Ink.WHITE));
    marks.add(code(page, left, CODE_TOP));
    column.write(words.scan(), 255, new Style(1, 7.2, 5, true, Mark.Ink.DARK));
    column.write(words.orOpen(), 264, new Style(1, 5, 4, false, Mark.Ink.SOFT));
    column.write(shown, 272, new Style(2, 6, 4.2, true, Mark.Ink.PETROL));
    column.write(words.promise(), 288, new Style(1, 5, 4, false, Mark.Ink.SOFT));
    return new Poster(
        words.heading() + " – " + survey.serviceName(), words.language().subtag(), marks);
  }

  private static void faces(List<Mark> marks) {
    double distance = 19;
    double x = WIDTH / 2 - 2 * distance;
    for (double smile : SMILES) {
      marks.add(new Mark.Face(x, 124, 6.5, smile, Mark.Ink.PETROL));
      x += distance;
    }
  }

  private static Mark.Code code(URI page, double x, double y) {
    // A quarter of it may be worn away.
    QrCode code = QrCode.encodeText(page.toString(), QrCode.Ecc.QUARTILE);
    List<boolean[]> rows = new ArrayList<>();
    for (int row = 0; row < code.size; row++) {
      boolean[] modules = new boolean[code.size];
      for (int column = 0; column < code.size; column++) {
        modules[column] = code.getModule(column, row);
      }
      rows.add(modules);
    }
    double module = CODE_SIZE / (code.size + 2 * QUIET_MODULES);
    return new Mark.Code(
        x + QUIET_MODULES * module,
        y + QUIET_MODULES * module,
        code.size * module,
        rows,
        Mark.Ink.DARK);
  }

  /// How a text is set.
  private record Style(int linesMax, double sizeMax, double sizeMin, boolean bold, Mark.Ink ink) {}

  /// Texts around the middle of the sheet.
  private record Column(PosterFont font, List<Mark> marks) {
    void write(String text, double baseline, Style style) {
      double width = style.bold() ? BOLD_WIDTH : TEXT_WIDTH;
      lines(
          font.fit(text, width, style.linesMax(), style.sizeMax(), style.sizeMin()),
          baseline,
          style);
    }

    void lines(PosterFont.Fitted fitted, double baseline, Style style) {
      for (int i = 0; i < fitted.lines().size(); i++) {
        marks.add(
            new Mark.Line(
                fitted.lines().get(i),
                baseline + i * fitted.size() * 1.2,
                fitted.size(),
                style.bold(),
                style.ink()));
      }
    }
  }
}
