package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.onthaal.sdk.internal.Protos;

/**
 * Keeps ratings that the server will never take, each with the reason beside it, for people; the
 * newest ones.
 */
final class DeadFolder {
  /** Most ratings kept. */
  static final int KEPT_MAX = 1_000;

  private final Path folder;

  DeadFolder(Path folder) {
    this.folder = folder;
  }

  /** Keeps one as {@code ID.rating}, protobuf, and its reason as {@code ID.txt}. */
  void bury(byte[] payload, String reason) throws IOException {
    Files.createDirectories(folder);
    String name = String.valueOf(Protos.id(payload));
    Files.write(folder.resolve(name + ".rating"), payload);
    Files.write(folder.resolve(name + ".txt"), reason.getBytes(StandardCharsets.UTF_8));
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.sorted(Comparator.naturalOrder()).toList();
    }
    for (Path each : all.subList(0, Math.max(0, all.size() - 2 * KEPT_MAX))) {
      Files.deleteIfExists(each);
    }
  }
}
