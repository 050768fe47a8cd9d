package org.onthaal.standalone.ratingfile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A rating file on disk: read once for its size and its source, once for its records.
public final class RatingFile {
  private final Path path;
  private final Columns columns;
  private final String namespace;
  private final long records;

  private RatingFile(Path path, Columns columns, String namespace, long records) {
    this.path = path;
    this.columns = columns;
    this.namespace = namespace;
    this.records = records;
  }

  /// Reads the whole file once, so that what is broken as a whole is refused before anything is
  /// sent.
  ///
  /// @param source names the file's origin and makes its ids; empty: the digest of its uncompressed
  ///   bytes does
  /// @param visitor sees every record
  public static RatingFile open(Path path, Optional<String> source, Consumer<RatingLine> visitor)
      throws IOException {
    try {
      return read(path, source, visitor);
    } catch (EOFException | ZipException e) {
      throw new FormatException("the file is not whole: its gzip data is cut off or damaged", e);
    }
  }

  private static RatingFile read(Path path, Optional<String> source, Consumer<RatingLine> visitor)
      throws IOException {
    MessageDigest digest = RecordId.sha256();
    Columns columns;
    long records = 0;
    try (InputStream bytes = new DigestInputStream(uncompressed(path), digest);
        CsvReader reader = new CsvReader(bytes)) {
      columns = header(reader);
      LineParser parser = new LineParser(columns, source.orElse(""));
      for (var raw = reader.next(); raw.isPresent(); raw = reader.next()) {
        visitor.accept(parser.parse(raw.get()));
        records++;
      }
    }
    String namespace = source.orElseGet(() -> HexFormat.of().formatHex(digest.digest()));
    return new RatingFile(path, columns, namespace, records);
  }

  public long records() {
    return records;
  }

  public Columns columns() {
    return columns;
  }

  /// Hands out every record in the order of the file.
  public void forEach(Consumer<RatingLine> consumer) throws IOException {
    LineParser parser = new LineParser(columns, namespace);
    try (CsvReader reader = new CsvReader(uncompressed(path))) {
      header(reader);
      for (var raw = reader.next(); raw.isPresent(); raw = reader.next()) {
        consumer.accept(parser.parse(raw.get()));
      }
    }
  }

  private static Columns header(CsvReader reader) throws IOException {
    CsvRecord header = reader.header().orElseThrow(() -> new FormatException("the file is empty"));
    if (header.isBroken()) {
      throw new FormatException("the header cannot be read: " + header.fault());
    }
    return Columns.of(
        header.fields().stream()
            .map(title ->
                new String(title.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
            .toList());
  }

  /// Gzip is known by its first two bytes, whatever the file is called.
  private static InputStream uncompressed(Path path) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      bytes.mark(2);
      boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
      bytes.reset();
      return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
