package org.onthaal.bench.sdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// What the disk does without us: one thread appends 100 bytes and forces them, again and again.
final class RawForce {
  private static final int BYTES = 100;

  private RawForce() {}

  static double perSecond(Path folder, Duration duration) throws IOException {
    Path file = Files.createTempFile(folder, "raw", ".force");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long start = System.nanoTime();
      long forces = 0;
      while (System.nanoTime() - start < duration.toNanos()) {
        ByteBuffer some = ByteBuffer.allocate(BYTES);
        while (some.hasRemaining()) {
          channel.write(some);
        }
        channel.force(false);
        forces++;
      }
      return forces * 1e9 / (System.nanoTime() - start);
    } finally {
      Files.delete(file);
    }
  }
}
