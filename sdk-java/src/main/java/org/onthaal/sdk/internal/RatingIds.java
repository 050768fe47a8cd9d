package org.onthaal.sdk.internal;

import java.security.SecureRandom;
import java.util.UUID;
import org.onthaal.sdk.RatingId;

/** Makes ids: UUIDs of version 7, the time in milliseconds and 74 random bits. */
public final class RatingIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RatingIds() {}

  /** A new id with a time of the machine's clock. */
  public static RatingId next(long epochMillis) {
    long high = (epochMillis << 16) | 0x7000L | RANDOM.nextInt(1 << 12);
    long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new RatingId(new UUID(high, low));
  }
}
