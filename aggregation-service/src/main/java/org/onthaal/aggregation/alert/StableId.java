package org.onthaal.aggregation.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Ids that are a function of what they name, so that computing again after a crash gives the same.
///
/// Form: UUID version 8 from the first 122 bits of SHA-256 over the parts, each with its length.
public final class StableId {
  private StableId() {}

  public static UUID of(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    ByteBuffer buffer = ByteBuffer.wrap(digest.digest());
    long high = (buffer.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (buffer.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
