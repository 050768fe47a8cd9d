package org.onthaal.feedback.collect;

import java.time.Duration;

/// Limits of the citizens' doors; `application.yaml` says what each one stops.
public record IntakeLimits(int batchItemsMax, int messageBytesMax, Duration editWindow) {
  public IntakeLimits {
    if (batchItemsMax < 1 || messageBytesMax < 1 || editWindow.isNegative()) {
      throw new IllegalArgumentException(
          "intake.batch-items-max, message-bytes-max and edit-window must be positive");
    }
  }
}
