package org.onthaal.aggregation.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/// Reads files and notes what stood in each. One thread, one use.
final class FileReading {
  private final TreeMap<Path, String> digests = new TreeMap<>();

  /// The text of a file, each byte of which is read once: what is noted is what was read.
  ///
  /// @throws IOException when it cannot be read, or is not UTF-8
  String text(Path file) throws IOException {
    digests.put(file, FileContents.NONE);
    byte[] bytes = Files.readAllBytes(file);
    digests.put(file, FileContents.digest(bytes));
    return NotUtf8Exception.decoded(bytes);
  }

  FileContents contents() {
    return new FileContents(digests);
  }
}
