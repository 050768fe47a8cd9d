package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NewcombeIntervalTest {
  @Test
  void differenceOfEqualSharesIsSymmetric() {
    Estimate difference = difference(5, 10, 5, 10);

    // Wilson's interval of 5 of 10 is 0.2365930905 to 0.7634069095.
    double half = Math.hypot(0.2634069095, 0.2634069095);
    assertThat(difference.value()).isZero();
    assertThat(difference.low()).isCloseTo(-half, within(1e-9));
    assertThat(difference.high()).isCloseTo(half, within(1e-9));
    assertThat(difference.n()).isEqualTo(20);
  }

  @Test
  void swappingTheSharesSwapsTheEnds() {
    Estimate difference = difference(3, 17, 40, 90);
    Estimate swapped = difference(40, 90, 3, 17);

    assertThat(swapped.low()).isCloseTo(-difference.high(), within(1e-15));
    assertThat(swapped.high()).isCloseTo(-difference.low(), within(1e-15));
  }

  @Test
  void intervalStaysBetweenMinusOneAndOne() {
    for (long n = 1; n < 40; n++) {
      for (long m = 1; m < 40; m++) {
        Estimate most = difference(n, n, 0, m);
        assertThat(most.high()).isEqualTo(1);
        assertThat(most.low()).isBetween(-1.0, 1.0);
        assertThat(difference(0, n, m, m).low()).isEqualTo(-1);
      }
    }
  }

  private static Estimate difference(long x1, long n1, long x2, long n2) {
    return NewcombeInterval.of(WilsonInterval.of(x1, n1), WilsonInterval.of(x2, n2));
  }
}
