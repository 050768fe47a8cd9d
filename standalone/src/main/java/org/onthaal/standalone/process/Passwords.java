package org.onthaal.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Passwords of the embedded database: made once, kept in files that only their owner can read.
final class Passwords {
  private static final int RANDOM_BYTES = 24;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  Passwords(Path folder) {
    this.folder = folder;
  }

  String of(String role) throws IOException {
    Path file = folder.resolve("postgres-" + role + ".password");
    if (!Files.exists(file)) {
      byte[] bytes = new byte[RANDOM_BYTES];
      random.nextBytes(bytes);
      Path part = folder.resolve("postgres-" + role + ".part");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, HexFormat.of().formatHex(bytes));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file);
  }
}
