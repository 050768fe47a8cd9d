package org.onthaal.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.onthaal.aggregation.reload.NotUtf8Exception;

/// A file that a person wrote.
final class TextFile {
  private TextFile() {}

  /// Its text.
  ///
  /// @throws Complaint when it cannot be read, or is not UTF-8
  static String read(Path file) {
    try {
      return NotUtf8Exception.decoded(Files.readAllBytes(file));
    } catch (NotUtf8Exception e) {
      throw new Complaint("The file " + file + " is " + e.getMessage() + ": save it as UTF-8.", e);
    } catch (IOException e) {
      throw new Complaint(
          "The file " + file + " cannot be read: " + e.getClass().getSimpleName() + ".", e);
    }
  }
}
