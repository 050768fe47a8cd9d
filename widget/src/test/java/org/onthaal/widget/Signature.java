package org.onthaal.widget;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// What is remembered of a picture: its size, and of each cell how bright and of which colour it is
/// on average. Cells have the same size in all pictures, so that a difference weighs the same.
final class Signature {
  static final int CELL_PX = 16;

  /// What two browsers may draw differently: the edges of letters, which hardly change the average
  /// of a cell.
  private static final int CELL_LEVELS_MAX = 10;

  /// The same for whole rows and columns of cells: a line of one pixel is little in each, but the
  /// same in all of them. More than one, which is what rounding makes of almost nothing.
  private static final double ROW_LEVELS_MAX = 1.5;

  private static final int CHANNELS = 3;
  private static final int LEVELS = 255;

  /// What zlib adds at most to little that cannot be packed.
  private static final int PACKED_BYTES_MORE = 64;

  private final int width;
  private final int height;
  private final byte[] levels;

  /// The place of one cell that differs.
  record Cell(int column, int row) {}

  private Signature(int width, int height, byte[] levels) {
    this.width = width;
    this.height = height;
    this.levels = levels;
  }

  static Signature of(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    Signature signature =
        new Signature(width, height, new byte[columns(width) * rows(height) * CHANNELS]);
    for (int row = 0; row < rows(height); row++) {
      for (int column = 0; column < columns(width); column++) {
        double[] average = average(picture, column * CELL_PX, row * CELL_PX);
        for (int channel = 0; channel < CHANNELS; channel++) {
          signature.levels[signature.at(column, row, channel)] =
              (byte) Math.round(average[channel]);
        }
      }
    }
    return signature;
  }

  /// From what `toString` gives.
  static Signature parse(String text) {
    String[] parts = text.split("[x ]", 3);
    int width = Integer.parseInt(parts[0]);
    int height = Integer.parseInt(parts[1]);
    byte[] levels = new byte[columns(width) * rows(height) * CHANNELS];
    Inflater inflater = new Inflater();
    inflater.setInput(Base64.getDecoder().decode(parts[2]));
    try {
      if (inflater.inflate(levels) != levels.length) {
        throw new IllegalArgumentException(text + " (expected: " + levels.length + " levels)");
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(text, e);
    } finally {
      inflater.end();
    }
    return new Signature(width, height, levels);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  String size() {
    return width + "x" + height;
  }

  int columns() {
    return columns(width);
  }

  int rows() {
    return rows(height);
  }

  /// Colour of a cell, as `0xrrggbb`.
  int rgb(int column, int row) {
    double y = level(column, row, 0);
    double blue = level(column, row, 1) - 128;
    double red = level(column, row, 2) - 128;
    return channel(y + 1.402 * red) << 16
        | channel(y - 0.344136 * blue - 0.714136 * red) << 8
        | channel(y + 1.772 * blue);
  }

  /// Cells in which anybody would see a difference; of rows and columns that differ as a whole,
  /// all.
  List<Cell> differencesFrom(Signature other) {
    List<Cell> different = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        if (differenceOf(other, column, row, 1, 1) > CELL_LEVELS_MAX
            || differenceOf(other, 0, row, columns(), 1) > ROW_LEVELS_MAX
            || differenceOf(other, column, 0, 1, rows()) > ROW_LEVELS_MAX) {
          different.add(new Cell(column, row));
        }
      }
    }
    return different;
  }

  /// `736x540` and the levels, packed, in base64.
  @Override
  public String toString() {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(levels);
    deflater.finish();
    byte[] packed = new byte[levels.length + PACKED_BYTES_MORE];
    int length = deflater.deflate(packed);
    deflater.end();
    return size() + " " + Base64.getEncoder().encodeToString(Arrays.copyOf(packed, length));
  }

  /// In levels, on average over some cells, of the channel that differs most.
  private double differenceOf(Signature other, int left, int top, int wide, int high) {
    double greatest = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      double sum = 0;
      for (int row = top; row < top + high; row++) {
        for (int column = left; column < left + wide; column++) {
          sum += level(column, row, channel) - other.level(column, row, channel);
        }
      }
      greatest = Math.max(greatest, Math.abs(sum) / (wide * high));
    }
    return greatest;
  }

  private int level(int column, int row, int channel) {
    return Byte.toUnsignedInt(levels[at(column, row, channel)]);
  }

  private int at(int column, int row, int channel) {
    return (channel * rows() + row) * columns() + column;
  }

  /// Brightness, and how blue and how red, as JPEG has it (ITU-T T.871): colours that are equally
  /// bright differ in the others.
  private static double[] average(BufferedImage picture, int left, int top) {
    int right = Math.min(left + CELL_PX, picture.getWidth());
    int bottom = Math.min(top + CELL_PX, picture.getHeight());
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int rgb = picture.getRGB(x, y);
        red += rgb >> 16 & LEVELS;
        green += rgb >> 8 & LEVELS;
        blue += rgb & LEVELS;
      }
    }
    int pixels = (right - left) * (bottom - top);
    double brightness = (0.299 * red + 0.587 * green + 0.114 * blue) / pixels;
    return new double[] {
      brightness,
      Math.min(128 + (blue / pixels - brightness) / 1.772, LEVELS),
      Math.min(128 + (red / pixels - brightness) / 1.402, LEVELS)
    };
  }

  private static int channel(double value) {
    return Math.clamp(Math.round(value), 0, LEVELS);
  }

  private static int columns(int width) {
    return Math.ceilDiv(width, CELL_PX);
  }

  private static int rows(int height) {
    return Math.ceilDiv(height, CELL_PX);
  }
}
