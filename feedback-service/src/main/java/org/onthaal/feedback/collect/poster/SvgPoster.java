package org.onthaal.feedback.collect.poster;

import java.util.Locale;

/// Draws a poster as SVG. No style sheet and no script, so that any content policy shows it.
final class SvgPoster {
  // How thick a letter is drawn around to be bold, by its size.
  static final double BOLD = 0.035;

  private static final double MIDDLE = PaperSize.A4.width() / 2.0;

  private final StringBuilder out = new StringBuilder();

  private SvgPoster() {}

  static String of(Poster poster, PaperSize size) {
    SvgPoster svg = new SvgPoster();
    // Of A6 half a millimetre at the foot is cut: 148 is not half of 297.
    svg.out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %s %s" lang="%s" role="img" font-family="'Liberation Sans', Arial, Helvetica, sans-serif" text-anchor="middle">
        <title>%s</title>
        """
            .formatted(
                size.width(),
                size.height(),
                number(size.width() / size.scale()),
                number(size.height() / size.scale()),
                poster.language(),
                escaped(poster.title())));
    poster.marks().forEach(svg::draw);
    svg.out.append("</svg>\n");
    return svg.out.toString();
  }

  private void draw(Mark mark) {
    switch (mark) {
      case Mark.Box box ->
          out.append(
              "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\"/>\n"
                  .formatted(
                      number(box.x()),
                      number(box.y()),
                      number(box.width()),
                      number(box.height()),
                      number(box.round()),
                      colour(box.ink())));
      case Mark.Line line ->
          out.append(
              "<text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"%s\"%s>%s</text>\n"
                  .formatted(
                      number(MIDDLE),
                      number(line.baseline()),
                      number(line.size()),
                      colour(line.ink()),
                      line.bold() ? bold(line) : "",
                      escaped(line.text())));
      case Mark.Face face -> draw(face);
      case Mark.Code code -> draw(code);
    }
  }

  private static String bold(Mark.Line line) {
    return " stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\""
        .formatted(colour(line.ink()), number(line.size() * BOLD));
  }

  private void draw(Mark.Face face) {
    double r = face.radius();
    double ends = face.y() + 0.38 * r - face.smile() / 3;
    out.append(
        """
        <g fill="none" stroke="%s" stroke-width="%s" stroke-linecap="round">
        <circle cx="%s" cy="%s" r="%s"/>
        <path d="M%s %sv%s M%s %sv%s M%s %sQ%s %s %s %s"/>
        </g>
        """
            .formatted(
                colour(face.ink()),
                number(0.13 * r),
                number(face.x()),
                number(face.y()),
                number(r),
                number(face.x() - 0.35 * r),
                number(face.y() - 0.3 * r),
                number(0.15 * r),
                number(face.x() + 0.35 * r),
                number(face.y() - 0.3 * r),
                number(0.15 * r),
                number(face.x() - 0.45 * r),
                number(ends),
                number(face.x()),
                number(ends + face.smile()),
                number(face.x() + 0.45 * r),
                number(ends)));
  }

  // One path in whole modules, so that no seams show between them.
  private void draw(Mark.Code code) {
    StringBuilder path = new StringBuilder();
    int modules = code.rows().size();
    for (int y = 0; y < modules; y++) {
      boolean[] row = code.rows().get(y);
      for (int x = 0; x < modules; x++) {
        int end = x;
        while (end < modules && row[end]) {
          end++;
        }
        if (end > x) {
          path.append("M%s %sh%sv1h-%sz".formatted(x, y, end - x, end - x));
          x = end;
        }
      }
    }
    out.append(
        "<path transform=\"translate(%s %s) scale(%s)\" fill=\"%s\" shape-rendering=\"crispEdges\" d=\"%s\"/>\n"
            .formatted(
                number(code.x()),
                number(code.y()),
                number(code.size() / modules),
                colour(code.ink()),
                path));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
  }

  private static String colour(Mark.Ink ink) {
    return "#%06x".formatted(ink.colour());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
