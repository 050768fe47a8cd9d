package org.onthaal.aggregation.tail;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: anything between nothing and a bound that doubles ("full
/// jitter"), so that many readers that lost the same server do not come back in step.
public final class Reconnect {
  private static final int DOUBLINGS_MAX = 20;
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  public Reconnect(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /// The wait after one more failure.
  public Duration failed() {
    long bound = first.toMillis() << Math.min(failures, DOUBLINGS_MAX);
    failures++;
    return Duration.ofMillis(random.nextLong(Math.min(bound, longest.toMillis()) + 1));
  }

  /// Whether nothing succeeded since the last failure.
  public boolean hasFailed() {
    return failures > 0;
  }

  public void succeeded() {
    failures = 0;
  }
}
