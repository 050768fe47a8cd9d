package org.onthaal.feedback.phone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// A recording as telephone systems play it: 8 kHz, mono, 16 bit.
///
/// Source: Multimedia Programming Interface and Data Specifications 1.0 (RIFF, WAVE)
final class Wave {
  /// What nobody listens to in a call; two minutes.
  static final int BYTES_MAX = 2_000_000;

  private static final int HERTZ = 8_000;
  private static final int SAMPLE_BYTES = 2;
  private static final int PCM = 1;
  private static final int FORMAT_BYTES = 16;

  private Wave() {}

  /// How long it lasts; empty where it is something else.
  static Optional<Duration> length(byte[] file) {
    if (file.length > BYTES_MAX || file.length < 12) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (!word(in).equals("RIFF") || in.getInt() < 0 || !word(in).equals("WAVE")) {
      return Optional.empty();
    }
    boolean fits = false;
    while (in.remaining() >= 8) {
      String chunk = word(in);
      int bytes = in.getInt();
      if (bytes < 0 || bytes > in.remaining()) {
        return Optional.empty();
      }
      if (chunk.equals("data")) {
        long millis = 1_000L * bytes / (HERTZ * SAMPLE_BYTES);
        return fits ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
      }
      fits = chunk.equals("fmt ") ? bytes >= FORMAT_BYTES && fits(in, in.position()) : fits;
      // Chunks begin at even places.
      in.position(Math.min(in.limit(), in.position() + bytes + bytes % 2));
    }
    return Optional.empty();
  }

  private static boolean fits(ByteBuffer in, int at) {
    return in.getShort(at) == PCM
        && in.getShort(at + 2) == 1
        && in.getInt(at + 4) == HERTZ
        && in.getShort(at + 14) == 8 * SAMPLE_BYTES;
  }

  private static String word(ByteBuffer in) {
    byte[] word = new byte[4];
    in.get(word);
    return new String(word, StandardCharsets.US_ASCII);
  }
}
