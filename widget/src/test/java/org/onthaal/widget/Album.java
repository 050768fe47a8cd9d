package org.onthaal.widget;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.onthaal.widget.Signature.Cell;

/// Pictures by name, in a folder, and the signatures of those that somebody looked at and accepted,
/// in a file of one line for each.
final class Album {
  private static final int GAP_PX = 16;

  private final Path folder;
  private final Path accepted;
  private final Map<String, BufferedImage> pictures = new TreeMap<>();

  /// An empty one: pictures of an earlier time are removed from the folder.
  Album(Path folder, Path accepted) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.accepted = accepted;
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.png")) {
      for (Path picture : old) {
        Files.delete(picture);
      }
    }
  }

  void add(String name, byte[] png) {
    try {
      Files.write(file(name), png);
      if (pictures.put(name, ImageIO.read(new ByteArrayInputStream(png))) != null) {
        throw new IllegalArgumentException(name + ": taken twice");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /// A sentence for each picture that is not as it was accepted.
  List<String> differences() throws IOException {
    Map<String, Signature> known = known();
    Set<String> names = new TreeSet<>(known.keySet());
    names.addAll(pictures.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      BufferedImage picture = pictures.get(name);
      Signature before = known.get(name);
      if (picture == null) {
        differences.add(name + ": was not taken");
      } else if (before == null) {
        differences.add(name + ": is new, see " + file(name));
      } else {
        Signature now = Signature.of(picture);
        List<Cell> cells =
            now.size().equals(before.size()) ? now.differencesFrom(before) : List.of();
        if (!now.size().equals(before.size()) || !cells.isEmpty()) {
          Path copy = file(name + ".differs");
          ImageIO.write(sideBySide(picture, before, now, cells), "png", copy.toFile());
          differences.add(
              "%s: %s px, %d cells differ from the accepted %s px, see %s"
                  .formatted(name, now.size(), cells.size(), before.size(), copy));
        }
      }
    }
    return differences;
  }

  /// From now on the pictures are right as they are. Lines of those that hardly differ stay, so
  /// that the file tells what was changed.
  void accept() throws IOException {
    Map<String, Signature> known = known();
    List<String> lines = new ArrayList<>();
    pictures.forEach((name, picture) -> {
      Signature now = Signature.of(picture);
      Signature before = known.get(name);
      boolean isSame =
          before != null
              && now.size().equals(before.size())
              && now.differencesFrom(before).isEmpty();
      lines.add(name + " " + (isSame ? before : now));
    });
    Files.write(accepted, lines);
  }

  private Map<String, Signature> known() throws IOException {
    Map<String, Signature> known = new TreeMap<>();
    if (Files.exists(accepted)) {
      for (String line : Files.readAllLines(accepted)) {
        String[] parts = line.split(" ", 2);
        known.put(parts[0], Signature.parse(parts[1]));
      }
    }
    return known;
  }

  /// The picture with its differences framed; what is remembered of the accepted one; the same of
  /// this one.
  private static BufferedImage sideBySide(
      BufferedImage picture, Signature before, Signature now, List<Cell> cells) {
    int beside = picture.getWidth() + GAP_PX;
    int width = beside + before.width() + GAP_PX + now.width();
    BufferedImage all =
        new BufferedImage(
            width, Math.max(before.height(), now.height()), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = all.createGraphics();
    pen.drawImage(picture, 0, 0, null);
    pen.setColor(Color.MAGENTA);
    for (Cell cell : cells) {
      int side = Signature.CELL_PX;
      pen.drawRect(cell.column() * side, cell.row() * side, side - 1, side - 1);
    }
    mosaic(pen, before, beside);
    mosaic(pen, now, beside + before.width() + GAP_PX);
    pen.dispose();
    return all;
  }

  private static void mosaic(Graphics2D pen, Signature signature, int left) {
    int side = Signature.CELL_PX;
    for (int row = 0; row < signature.rows(); row++) {
      for (int column = 0; column < signature.columns(); column++) {
        pen.setColor(new Color(signature.rgb(column, row)));
        pen.fillRect(left + column * side, row * side, side, side);
      }
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".png");
  }
}
