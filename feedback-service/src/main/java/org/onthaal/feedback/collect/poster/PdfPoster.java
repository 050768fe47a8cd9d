package org.onthaal.feedback.collect.poster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/// Draws a poster as PDF, with the letters that it uses inside.
final class PdfPoster {
  private static final float POINTS_PER_MILLIMETRE = 72 / 25.4f;
  // A quarter of a circle as a Bézier curve: 4/3 (√2 − 1).
  private static final double QUARTER = 0.5523;
  private static final int ROUND = 1; // cap and join

  private final PDPageContentStream out;
  private final PDFont font;
  private final double height;

  private PdfPoster(PDPageContentStream out, PDFont font, double height) {
    this.out = out;
    this.font = font;
    this.height = height;
  }

  static byte[] of(Poster poster, PaperSize size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument();
        InputStream letters = PosterFont.open()) {
      document.getDocumentInformation().setTitle(poster.title());
      document.getDocumentCatalog().setLanguage(poster.language());
      PDPage page =
          new PDPage(
              new PDRectangle(
                  size.width() * POINTS_PER_MILLIMETRE, size.height() * POINTS_PER_MILLIMETRE));
      document.addPage(page);
      PDFont font = PDType0Font.load(document, letters, true);
      try (PDPageContentStream out = new PDPageContentStream(document, page)) {
        float scale = (float) (size.scale() * POINTS_PER_MILLIMETRE);
        out.transform(Matrix.getScaleInstance(scale, scale));
        PdfPoster pdf = new PdfPoster(out, font, size.height() / size.scale());
        for (Mark mark : poster.marks()) {
          pdf.draw(mark);
        }
      }
      document.save(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a poster could not be written", e);
    }
    return bytes.toByteArray();
  }

  private void draw(Mark mark) throws IOException {
    switch (mark) {
      case Mark.Box box -> draw(box);
      case Mark.Line line -> draw(line);
      case Mark.Face face -> draw(face);
      case Mark.Code code -> draw(code);
    }
  }

  private void draw(Mark.Box box) throws IOException {
    fill(box.ink());
    double r = box.round();
    double k = r * (1 - QUARTER);
    double left = box.x();
    double right = box.x() + box.width();
    double top = box.y();
    double bottom = box.y() + box.height();
    move(left + r, top);
    line(right - r, top);
    curve(right - k, top, right, top + k, right, top + r);
    line(right, bottom - r);
    curve(right, bottom - k, right - k, bottom, right - r, bottom);
    line(left + r, bottom);
    curve(left + k, bottom, left, bottom - k, left, bottom - r);
    line(left, top + r);
    curve(left, top + k, left + k, top, left + r, top);
    out.closePath();
    out.fill();
  }

  private void draw(Mark.Line line) throws IOException {
    fill(line.ink());
    stroke(line.ink(), line.size() * SvgPoster.BOLD);
    float size = (float) line.size();
    double width = font.getStringWidth(line.text()) / 1000 * size;
    out.beginText();
    out.setRenderingMode(line.bold() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    out.setFont(font, size);
    out.newLineAtOffset(
        (float) ((PaperSize.A4.width() - width) / 2), (float) (height - line.baseline()));
    out.showText(line.text());
    out.endText();
  }

  private void draw(Mark.Face face) throws IOException {
    double r = face.radius();
    double x = face.x();
    double y = face.y();
    double k = r * QUARTER;
    stroke(face.ink(), 0.13 * r);
    move(x + r, y);
    curve(x + r, y + k, x + k, y + r, x, y + r);
    curve(x - k, y + r, x - r, y + k, x - r, y);
    curve(x - r, y - k, x - k, y - r, x, y - r);
    curve(x + k, y - r, x + r, y - k, x + r, y);
    for (double eye : new double[] {x - 0.35 * r, x + 0.35 * r}) {
      move(eye, y - 0.3 * r);
      line(eye, y - 0.15 * r);
    }
    double ends = y + 0.38 * r - face.smile() / 3;
    double middle = ends + face.smile() * 2 / 3; // a quadratic curve as a cubic one
    move(x - 0.45 * r, ends);
    curve(x - 0.15 * r, middle, x + 0.15 * r, middle, x + 0.45 * r, ends);
    out.stroke();
  }

  private void draw(Mark.Code code) throws IOException {
    fill(code.ink());
    int modules = code.rows().size();
    double module = code.size() / modules;
    for (int y = 0; y < modules; y++) {
      boolean[] row = code.rows().get(y);
      for (int x = 0; x < modules; x++) {
        int end = x;
        while (end < modules && row[end]) {
          end++;
        }
        if (end > x) {
          out.addRect(
              (float) (code.x() + x * module),
              (float) (height - code.y() - (y + 1) * module),
              (float) ((end - x) * module),
              (float) module);
          x = end;
        }
      }
    }
    out.fill();
  }

  private void fill(Mark.Ink ink) throws IOException {
    out.setNonStrokingColor(part(ink, 16), part(ink, 8), part(ink, 0));
  }

  private void stroke(Mark.Ink ink, double width) throws IOException {
    out.setStrokingColor(part(ink, 16), part(ink, 8), part(ink, 0));
    out.setLineWidth((float) width);
    out.setLineCapStyle(ROUND);
    out.setLineJoinStyle(ROUND);
  }

  private static float part(Mark.Ink ink, int shift) {
    return ((ink.colour() >> shift) & 0xFF) / 255f;
  }

  private void move(double x, double y) throws IOException {
    out.moveTo((float) x, (float) (height - y));
  }

  private void line(double x, double y) throws IOException {
    out.lineTo((float) x, (float) (height - y));
  }

  private void curve(double x1, double y1, double x2, double y2, double x, double y)
      throws IOException {
    out.curveTo(
        (float) x1,
        (float) (height - y1),
        (float) x2,
        (float) (height - y2),
        (float) x,
        (float) (height - y));
  }
}
