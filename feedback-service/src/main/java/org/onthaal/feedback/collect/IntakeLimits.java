package org.onthaal.feedback.collect;

import java.time.Duration;

/// Limits of the citizens' doors; `application.yaml` says what each one stops.
public record IntakeLimits(int batchItemsMax, int bodyBytesMax, Duration editWindow) {
  public IntakeLimits {
    if (batchItemsMax < 1 || bodyBytesMax < 1 || editWindow.isNegative()) {
      throw new IllegalArgumentException(
          "batch-items-max, body-bytes-max and edit-window must be positive");
    }
  }
}
