package org.onthaal.standalone.ratingfile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The records of an import that were refused, with the columns of the file they came from and the
/// id of each, so that they can be repaired, imported, and count once.
public final class RejectedFile {
  private final Path path;
  private final Columns columns;

  public RejectedFile(Path path, Columns columns) {
    this.path = path;
    this.columns = columns;
  }

  /// Writes the whole file at once. An earlier one may hold repairs: it is kept beside the new one.
  public void write(List<? extends RatingLine> lines) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try (CsvWriter writer =
        new CsvWriter(
            new BufferedOutputStream(Files.newOutputStream(part)), StandardCharsets.ISO_8859_1)) {
      writer.write(titles());
      for (RatingLine line : lines) {
        writer.write(fields(line));
      }
    }
    if (Files.exists(path) && Files.mismatch(path, part) >= 0) {
      Path before = path.resolveSibling(path.getFileName() + ".before");
      Files.move(path, before, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> titles() {
    List<String> titles = new ArrayList<>(columns.titles());
    if (!columns.has(Column.ID)) {
      titles.addFirst(Column.ID.title());
    }
    return titles;
  }

  private List<String> fields(RatingLine line) {
    List<String> fields = new ArrayList<>(line.raw().fields());
    int width = columns.width();
    if (fields.size() > width) {
      String rest = String.join(",", fields.subList(width - 1, fields.size()));
      fields.subList(width - 1, fields.size()).clear();
      fields.add(rest);
    }
    while (fields.size() < width) {
      fields.add("");
    }
    if (columns.has(Column.ID)) {
      fields.set(columns.place(Column.ID), line.id());
    } else {
      fields.addFirst(line.id());
    }
    return fields;
  }
}
