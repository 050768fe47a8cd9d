package org.onthaal.feedback.rating;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The idempotency key of a rating: a UUID, made by the sender when the person pressed.
///
/// Order is that of the 16 bytes, as PostgreSQL orders them.
public record RatingId(UUID value) implements Comparable<RatingId> {
  // UUID.fromString also takes "1-1-1-1-1", so the form is checked first.
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  public static Optional<RatingId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new RatingId(UUID.fromString(text.toLowerCase(Locale.ROOT))))
        : Optional.empty();
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
