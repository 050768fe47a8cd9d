package org.onthaal.feedback.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  // One a second, three at once.
  private static final Rate RATE = new Rate(60, 3);
  private static final Rate SHARED = new Rate(60, 2);

  // A clock may begin anywhere, also just before it wraps.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final RateLimiter<String> limiter = new RateLimiter<>(RATE, SHARED, 2, nanos::get);

  /// By hand, from ITU-T I.371 A.1: interval 1 s, tolerance 2 s.
  @Test
  void knownArrivalsAreTakenAndRefused() {
    int[] arrivalMillis = {0, 0, 0, 0, 999, 1_000, 1_000, 2_500, 3_000, 10_000, 10_000};
    int[] waitMillis = {0, 0, 0, 1_000, 1, 0, 1_000, 0, 0, 0, 0};
    List<Long> waits = new ArrayList<>();

    long before = 0;
    for (int arrival : arrivalMillis) {
      pass(Duration.ofMillis(arrival - before));
      before = arrival;
      waits.add(limiter.take("a", 1).toMillis());
    }

    List<Long> expected = new ArrayList<>();
    for (int wait : waitMillis) {
      expected.add((long) wait);
    }
    assertThat(waits).isEqualTo(expected);
  }

  @Test
  void noMoreThanTheRatePassesHoweverOftenOneAsks() {
    int taken = 0;
    for (int i = 0; i < 600; i++) {
      taken += limiter.take("a", 1).isZero() ? 1 : 0;
      pass(Duration.ofMillis(100));
    }

    // A minute at one a second, and the burst at its start; a window would let twice the burst pass
    // at its edge.
    assertThat(taken).isEqualTo(62);
  }

  @Test
  void moreThanABurstAtOnceIsPaidForAfterwards() {
    assertThat(limiter.take("a", 5)).isZero();

    assertThat(limiter.take("a", 1)).isEqualTo(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(3));
    assertThat(limiter.take("a", 1)).isZero();
    assertThat(limiter.take("a", 5)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void refusalCostsNothing() {
    limiter.take("a", 3);
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.take("a", 1)).isEqualTo(Duration.ofSeconds(1));
    }

    assertThat(limiter.refused()).isEqualTo(10);
  }

  @Test
  void thoseWhoAreTooManyShareOneRateAndNoneIsForgottenForThem() {
    limiter.take("a", 3);
    limiter.take("b", 3);

    assertThat(limiter.take("c", 1)).isZero();
    assertThat(limiter.take("d", 1)).isZero();
    assertThat(limiter.take("e", 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(limiter.take("a", 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(limiter.entries()).isEqualTo(2);
    assertThat(limiter.overflowed()).isEqualTo(3);
  }

  @Test
  void millionStrangersNeitherGrowTheMapNorPassFasterThanTheSharedRate() {
    RateLimiter<Integer> small = new RateLimiter<>(RATE, SHARED, 1_000, nanos::get);
    int taken = 0;
    for (int stranger = 0; stranger < 1_000_000; stranger++) {
      taken += small.take(stranger, 3).isZero() ? 1 : 0;
    }

    assertThat(small.entries()).isEqualTo(1_000);
    assertThat(taken).isEqualTo(1_001);
  }

  @Test
  void idleOnesLeave() {
    limiter.take("a", 3);
    limiter.take("b", 1);
    pass(Duration.ofSeconds(2));

    assertThat(limiter.take("c", 3)).isZero();
    assertThat(limiter.entries()).isEqualTo(2);

    pass(Duration.ofMinutes(2));
    limiter.take("d", 1);
    assertThat(limiter.entries()).isEqualTo(1);
  }

  @Test
  void rateThatLetsNothingPassIsAMistake() {
    assertThatThrownBy(() -> new Rate(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
