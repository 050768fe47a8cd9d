package org.onthaal.aggregation.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// What stood in each file when it was read: a digest, so that no secret is held.
///
/// Contents are compared, not times or inodes, so it does not matter how a file is replaced: in
/// place, by a rename, or by another target of a link.
public record FileContents(Map<Path, String> digests) {
  /// Of a file that could not be read.
  static final String NONE = "";

  public FileContents {
    digests = Map.copyOf(digests);
  }

  /// Whether the same stands in all of them now.
  boolean stand() {
    return digests.entrySet().stream()
        .allMatch(read -> read.getValue().equals(digest(read.getKey())));
  }

  private static String digest(Path file) {
    try {
      return digest(Files.readAllBytes(file));
    } catch (IOException _) {
      return NONE;
    }
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
