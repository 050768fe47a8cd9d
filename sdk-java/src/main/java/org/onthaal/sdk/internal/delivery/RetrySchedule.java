package org.onthaal.sdk.internal.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: full jitter over a bound that doubles with each failure. A
 * budget that only successes refill makes a client that fails most of the time wait the longest
 * time, so that a sick server meets few retries.
 */
public final class RetrySchedule {
  /** Tokens of a full budget. */
  static final int BUDGET = 500;

  /** Tokens that one retry takes. */
  static final int PRICE = 5;

  private final Duration first;
  private final Duration max;
  private final RandomGenerator random;
  private int failures;
  private int budget = BUDGET;

  /** Starts with a full budget. */
  public RetrySchedule(Duration first, Duration max, RandomGenerator random) {
    this.first = first;
    this.max = max;
    this.random = random;
  }

  /** A call went well. */
  void succeeded() {
    failures = 0;
    budget = Math.min(BUDGET, budget + 1);
  }

  /**
   * A call failed; the answer is how long to wait now. A time that the server named is kept, and
   * spread over half as much again.
   */
  Duration failed(Optional<Duration> pushback) {
    int shift = Math.min(failures, 30);
    failures++;
    boolean poor = budget < PRICE;
    budget = Math.max(0, budget - PRICE);
    if (pushback.isPresent()) {
      return spread(pushback.get());
    }
    if (poor) {
      return spread(max.dividedBy(2));
    }
    long bound = Math.min(max.toNanos(), saturated(first.toNanos(), shift));
    return Duration.ofNanos(random.nextLong(bound + 1));
  }

  /** Nothing will change soon by itself: between half and three quarters of the longest wait. */
  Duration blocked() {
    failures++;
    return spread(max.dividedBy(2));
  }

  private Duration spread(Duration least) {
    return least.plusNanos(random.nextLong(least.toNanos() / 2 + 1));
  }

  private static long saturated(long value, int shift) {
    return value > Long.MAX_VALUE >> shift ? Long.MAX_VALUE - 1 : value << shift;
  }
}
