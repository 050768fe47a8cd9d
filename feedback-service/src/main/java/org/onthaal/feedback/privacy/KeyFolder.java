package org.onthaal.feedback.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/// The folder of keys, made at the first start. Whoever can read it can forge receipts, so the
/// files are the owner's alone (mode 0600). Losing it makes every receipt code worthless.
public final class KeyFolder {
  private final Path folder;
  private final Supplier<byte[]> newKey;

  /// @param newKey makes the random bytes of a key that does not exist yet
  public KeyFolder(Path folder, Supplier<byte[]> newKey) {
    this.folder = folder;
    this.newKey = newKey;
  }

  /// The key of this name, made when it is missing.
  ///
  /// @throws IllegalArgumentException naming the file when it holds something else
  public Secret secret(String name) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + ".key");
    if (!Files.exists(file)) {
      create(file);
    }
    try {
      return new Secret(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is damaged (expected: %d hexadecimal digits): restore it from a copy"
              .formatted(file, 2 * Secret.BYTES),
          e);
    }
  }

  // Written aside and linked, so that two processes end with one key and none reads half of it.
  private void create(Path file) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(written);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel =
        FileChannel.open(
            written, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), ownerOnly)) {
      channel.write(
          ByteBuffer.wrap(
              HexFormat.of()
                  .formatHex(newKey.get())
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException _) {
      // Another process was first; its key is the one that counts.
    } finally {
      Files.delete(written);
    }
  }
}
