package org.onthaal.sdk.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofMinutes(5);

  private final RetrySchedule schedule = new RetrySchedule(FIRST, MAX, new Random(20_261_127));

  @Test
  void waitsAreRandomBelowABoundThatDoublesUpToTheLongest() {
    for (int i = 0; i < 60; i++) {
      Duration bound = i < 12 ? FIRST.multipliedBy(1L << i) : MAX;

      assertThat(fail()).as("failure %d", i).isBetween(Duration.ZERO, bound);
    }
  }

  @Test
  void waitsOfManyClientsSpreadOverTheWholeBound() {
    long sum = 0;
    for (int i = 0; i < 1_000; i++) {
      sum += new RetrySchedule(FIRST, MAX, new Random(i)).failed(Optional.empty()).toNanos();
    }
    assertThat(sum / 1_000).isBetween(FIRST.toNanos() * 45 / 100, FIRST.toNanos() * 55 / 100);
  }

  @Test
  void successStartsAnew() {
    for (int i = 0; i < 20; i++) {
      fail();
    }
    schedule.succeeded();

    assertThat(fail()).isLessThanOrEqualTo(FIRST);
  }

  @Test
  void budgetThatIsSpentMakesEveryWaitLongUntilSuccessesRefillIt() {
    int tries = RetrySchedule.BUDGET / RetrySchedule.PRICE;
    for (int i = 0; i < tries; i++) {
      fail();
    }
    schedule.succeeded();
    assertThat(fail()).isGreaterThanOrEqualTo(MAX.dividedBy(2));

    for (int i = 0; i < RetrySchedule.PRICE; i++) {
      schedule.succeeded();
    }
    assertThat(fail()).isLessThanOrEqualTo(FIRST);
  }

  @Test
  void timeThatTheServerNamesIsKeptAndSpread() {
    Duration named = Duration.ofSeconds(7);
    for (int i = 0; i < 100; i++) {
      assertThat(schedule.failed(Optional.of(named)))
          .isBetween(named, named.plus(named.dividedBy(2)));
    }
  }

  @Test
  void blockedClientsAskSeldom() {
    assertThat(schedule.blocked()).isBetween(MAX.dividedBy(2), MAX);
  }

  private Duration fail() {
    return schedule.failed(Optional.empty());
  }
}
