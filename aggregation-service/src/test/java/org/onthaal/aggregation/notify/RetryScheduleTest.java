package org.onthaal.aggregation.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private final Random random = new Random(5);

  @Test
  void waitIsSpreadUnderADoublingCeilingOfFiveMinutes() {
    RetrySchedule schedule = RetrySchedule.DEFAULT;
    for (int failures = 1; failures < 5_000; failures++) {
      double ceiling = Math.min(500 * Math.pow(2, failures - 1), 300_000);

      Duration wait = schedule.waitAfter(failures, Optional.empty(), random);

      assertThat(wait.toMillis()).isBetween(0L, (long) ceiling);
    }
  }

  @Test
  void receiverThatAsksForTimeGetsItUpToAnHour() {
    Duration asked = Duration.ofMinutes(7);

    assertThat(RetrySchedule.DEFAULT.waitAfter(1, Optional.of(asked), random))
        .isBetween(asked, asked.plusMillis(500));
    assertThat(RetrySchedule.DEFAULT.waitAfter(1, Optional.of(Duration.ofDays(9)), random))
        .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusMillis(500));
  }
}
