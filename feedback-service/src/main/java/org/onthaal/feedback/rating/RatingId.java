package org.onthaal.feedback.rating;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The idempotency key of a rating: a UUID, made by the sender when the person pressed.
///
/// Order is that of the 16 bytes, as PostgreSQL orders them.
public record RatingId(UUID value) implements Comparable<RatingId> {
  private static final int TEXT_LENGTH = 36;

  public static Optional<RatingId> parse(String text) {
    return hasForm(text) ? Optional.of(new RatingId(UUID.fromString(text))) : Optional.empty();
  }

  // UUID.fromString also takes "1-1-1-1-1", so the form is checked first.
  private static boolean hasForm(String text) {
    if (text.length() != TEXT_LENGTH) {
      return false;
    }
    for (int i = 0; i < TEXT_LENGTH; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 8, 13, 18, 23 -> c == '-';
            default -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /// A version 7 id of a time with 74 given random bits.
  public static RatingId of(Instant time, long randomHigh, long randomLow) {
    // RFC 9562, 5.7: 48 bits of milliseconds, version 7, 12 random bits, variant 2, 62 random bits.
    long high = (time.toEpochMilli() << 16) | 0x7000L | (randomHigh & 0x0FFFL);
    long low = (randomLow & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new RatingId(new UUID(high, low));
  }

  public boolean isVersion7() {
    return value.version() == 7 && value.variant() == 2;
  }

  /// The time part; meaningful for version 7 only.
  public Instant time() {
    return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
  }

  /// The 16 bytes, most significant first.
  public byte[] bytes() {
    return ByteBuffer.allocate(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }

  @Override
  public int compareTo(RatingId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
