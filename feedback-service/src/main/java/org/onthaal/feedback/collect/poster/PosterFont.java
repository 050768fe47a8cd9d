package org.onthaal.feedback.collect.poster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Measures and breaks text in Liberation Sans, whose letters are as wide as those of Arial. Safe
/// for any thread.
final class PosterFont {
  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  // The basic plane, which has every letter of the four languages.
  private static final int CODE_POINTS = 0x10000;
  private static final char ABSENT = '?';

  // By code point, in units of the font's size; less than zero where the font has no such letter.
  private final float[] widths;

  private PosterFont(float[] widths) {
    this.widths = widths;
  }

  static PosterFont read() {
    try (InputStream in = open();
        TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
      CmapLookup glyphs = font.getUnicodeCmapLookup();
      float[] widths = new float[CODE_POINTS];
      for (int c = 0; c < CODE_POINTS; c++) {
        int glyph = glyphs.getGlyphId(c);
        widths[c] = glyph == 0 ? -1 : (float) font.getAdvanceWidth(glyph) / font.getUnitsPerEm();
      }
      return new PosterFont(widths);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  static InputStream open() {
    InputStream in = PDDocument.class.getResourceAsStream(FILE);
    if (in == null) {
      throw new IllegalStateException(FILE + " is not on the class path");
    }
    return in;
  }

  /// The text with only the letters that the font has.
  String drawable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(width(c) < 0 ? ABSENT : c));
    return out.toString();
  }

  /// How wide a drawable text is at size 1.
  double width(String text) {
    return text.codePoints().mapToDouble(this::width).sum();
  }

  private float width(int codePoint) {
    return codePoint < CODE_POINTS ? widths[codePoint] : -1;
  }

  /// Text on as few lines as will hold it, as large as they allow.
  ///
  /// @param lines none longer than the width at this size
  record Fitted(List<String> lines, double size) {}

  /// Fits a text by making it smaller, and by breaking words and cutting it where that is not
  /// enough.
  ///
  /// @param width in the unit of the sizes
  Fitted fit(String text, double width, int linesMax, double sizeMax, double sizeMin) {
    String drawable = drawable(text);
    for (double size = sizeMax; size > sizeMin; size *= 0.95) {
      List<String> lines = broken(drawable, width / size);
      if (lines.size() <= linesMax && holdsEachWord(drawable, width / size)) {
        return new Fitted(lines, size);
      }
    }
    List<String> lines = broken(drawable, width / sizeMin);
    if (lines.size() > linesMax) {
      List<String> kept = new ArrayList<>(lines.subList(0, linesMax - 1));
      String last = lines.get(linesMax - 1) + "…";
      while (width(last) > width / sizeMin) {
        last = last.substring(0, last.length() - 2) + "…";
      }
      kept.add(last);
      lines = kept;
    }
    return new Fitted(lines, sizeMin);
  }

  private boolean holdsEachWord(String text, double width) {
    return Stream.of(text.strip().split("\\s+", -1)).allMatch(word -> width(word) <= width);
  }

  private List<String> broken(String text, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      // A word that is longer than a line at the smallest size, such as an address, is broken where
      // the line ends.
      while (width(line) > width) {
        int end = line.length() - 1;
        while (end > 1 && width(line.substring(0, end)) > width) {
          end--;
        }
        lines.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    lines.add(line);
    return lines;
  }
}
