package org.onthaal.feedback.rating;

import java.nio.ByteBuffer;

/// 128 keyed bits of what the sender gave: tells a retry from a reused id, and tells nothing else.
public record Fingerprint(long high, long low) {
  public static final int BYTES = 16;

  /// Takes the first 16 bytes.
  public static Fingerprint of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Fingerprint(buffer.getLong(), buffer.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }
}
