package org.onthaal.standalone.ratingfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/// The id of a record that has none: a UUID of version 7 made of its time, its source and its
/// number.
///
/// Time part: `rated_at` in milliseconds. The 74 other bits: the first of `SHA-256(namespace, 0x00,
/// number in decimal)`, in the order of RFC 9562. The same file therefore gives the same ids on
/// every machine, and a second import adds nothing.
public final class RecordId {
  /// The earliest time that a rating may carry. A record whose own time cannot be used gets it as
  /// its time part, so that its id stays acceptable once the record is repaired.
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /// Far enough ahead of any rating that is accepted today; keeps nonsense years out of ids.
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private RecordId() {}

  public static UUID of(Instant ratedAt, String namespace, long number) {
    Instant time = ratedAt.isBefore(EARLIEST) || ratedAt.isAfter(LATEST) ? EARLIEST : ratedAt;
    MessageDigest digest = sha256();
    digest.update(namespace.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = time.toEpochMilli() << 16 | 0x7000L | (hash.getShort() & 0x0FFFL);
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
