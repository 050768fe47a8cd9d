package org.onthaal.feedback.validate;

import java.time.Duration;
import java.time.Instant;

/// The limits of what is accepted as a rating.
///
/// @param answeredInMin whoever says that it was answered faster is suspected
public record RatingRules(
    Duration clockSkewMax,
    Duration lateAfter,
    Duration aheadMax,
    int commentCodePointsMax,
    int answersMax,
    Duration answeredInMin) {
  /// Nothing older was rated with what this service counts; an earlier time is a broken clock.
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /// The values that the contract states.
  public static RatingRules standard() {
    return new RatingRules(
        Duration.ofMinutes(5),
        Duration.ofDays(7),
        Duration.ofDays(1),
        4_000,
        20,
        Duration.ofMillis(300));
  }

  public RatingRules {
    if (clockSkewMax.isNegative()
        || lateAfter.isNegative()
        || aheadMax.isNegative()
        || answeredInMin.isNegative()) {
      throw new IllegalArgumentException("a rule's duration is negative (expected: zero or more)");
    }
  }

  /// Whether a time can be that of a rating that arrived at `receivedAt`.
  public boolean accepts(Instant time, Instant receivedAt) {
    return !time.isBefore(EARLIEST) && !time.isAfter(receivedAt.plus(aheadMax));
  }

  /// The range in words. Senders whose clock is wrong read the last of them, which is a time.
  public String range(Instant receivedAt) {
    return "a time from " + EARLIEST + " to " + receivedAt.plus(aheadMax);
  }
}
