package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  @Test
  void noneAndAllEndExactlyAtTheEnds() {
    double square = 1.959963984540054 * 1.959963984540054;
    for (long n = 1; n < 5_000; n++) {
      Estimate none = WilsonInterval.of(0, n);
      Estimate all = WilsonInterval.of(n, n);
      assertThat(none.low()).isZero();
      assertThat(none.high()).isCloseTo(square / (n + square), within(1e-14));
      assertThat(all.low()).isCloseTo(n / (n + square), within(1e-14));
      assertThat(all.high()).isEqualTo(1);
    }
  }

  @Test
  void intervalHoldsTheShareAndMirrors() {
    for (long n = 1; n < 120; n++) {
      for (long successes = 0; successes <= n; successes++) {
        Estimate share = WilsonInterval.of(successes, n);
        Estimate mirrored = WilsonInterval.of(n - successes, n);
        assertThat(share.low()).isBetween(0.0, share.value());
        assertThat(share.high()).isBetween(share.value(), 1.0);
        assertThat(share.low()).isCloseTo(1 - mirrored.high(), within(1e-14));
      }
    }
  }

  @Test
  void millionsOfAnswersDoNotOverflow() {
    long n = 4_000_000_000_000L;
    Estimate share = WilsonInterval.of(n / 2, n);

    // For so many answers the interval is the normal one: z / 2√n on each side.
    assertThat(share.high() - share.low()).isCloseTo(1.959963984540054 / 2e6, within(1e-15));
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(-1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(4, 3));
  }
}
