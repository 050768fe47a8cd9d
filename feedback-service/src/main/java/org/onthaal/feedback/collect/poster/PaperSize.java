package org.onthaal.feedback.collect.poster;

/// Paper of ISO 216, upright; millimetres.
enum PaperSize {
  A4(210, 297),
  A6(105, 148);

  private final int width;
  private final int height;

  PaperSize(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// How much smaller than the drawing, which is laid out for A4.
  double scale() {
    return (double) width / A4.width;
  }
}
