package org.onthaal.aggregation.notify;

import java.time.Duration;

/// Bounds of the dispatcher.
///
/// @param claimMax notifications of one receiver that are under way at once: what a slow one may
///   hold
/// @param lease longer than a try can take; after it another process may send the same again
/// @param poll how long an empty outbox rests
public record DispatchLimits(int claimMax, Duration lease, Duration poll, RetrySchedule retry) {
  public static final DispatchLimits DEFAULT =
      new DispatchLimits(4, Duration.ofSeconds(60), Duration.ofMillis(200), RetrySchedule.DEFAULT);

  public DispatchLimits {
    if (claimMax < 1 || !lease.isPositive() || !poll.isPositive()) {
      throw new IllegalArgumentException(
          "dispatch limits: %d, %s, %s (expected: positive)".formatted(claimMax, lease, poll));
    }
  }
}
