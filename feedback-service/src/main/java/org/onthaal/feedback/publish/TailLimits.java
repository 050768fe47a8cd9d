package org.onthaal.feedback.publish;

import java.time.Duration;

/// Limits of following the log; `application.yaml` says what each one stops.
public record TailLimits(
    int pageRowsMax,
    Duration poll,
    Duration hintEvery,
    Duration caughtUpEvery,
    Duration pauseMax,
    int readersMax,
    int recountsMax) {
  public TailLimits {
    if (pageRowsMax < 1 || poll.isZero() || poll.isNegative()) {
      throw new IllegalArgumentException(
          "tail.page-rows-max and tail.poll must be positive: " + pageRowsMax + ", " + poll);
    }
  }
}
