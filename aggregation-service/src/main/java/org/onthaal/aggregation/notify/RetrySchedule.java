package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When to try again: full jitter under an exponential ceiling.
///
/// The ceiling after k failures is `first * 2^k`, at most `longest`; the wait is uniform below it,
/// so that many senders do not come back together. A receiver's Retry-After is a lower bound.
/// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
public record RetrySchedule(Duration first, Duration longest) {
  public static final RetrySchedule DEFAULT =
      new RetrySchedule(Duration.ofMillis(500), Duration.ofMinutes(5));

  /// A receiver may ask for more time, but not for ever.
  static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  /// How long to wait before the next try.
  ///
  /// @param failures tries so far, at least 1
  public Duration waitAfter(int failures, Optional<Duration> retryAfter, RandomGenerator random) {
    // 2^20 times half a second is far above any ceiling and far below overflow.
    Duration ceiling = first.multipliedBy(1L << Math.min(failures - 1, 20));
    Duration bound = ceiling.compareTo(longest) > 0 ? longest : ceiling;
    Duration jittered = Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
    Duration asked =
        retryAfter
            .map(time -> time.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : time)
            .orElse(Duration.ZERO);
    return asked.plus(jittered);
  }
}
