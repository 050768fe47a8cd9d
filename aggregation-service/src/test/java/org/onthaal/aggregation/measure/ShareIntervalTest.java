package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShareIntervalTest {
  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void intervalsAreThoseOfTheReference() throws IOException {
    Set<ShareInterval> seen = EnumSet.noneOf(ShareInterval.class);
    for (KnownAnswers.Row row : KnownAnswers.of("proportion_ci.csv", 79)) {
      ShareInterval interval = interval(row.text("method"));
      Share share = new Share(row.count("x"), row.count("n"));

      row.agrees("lower", "upper", interval.of(share, new Confidence(row.number("conf"))));
      seen.add(interval);
    }
    assertThat(seen).containsExactly(ShareInterval.values());
  }

  private static ShareInterval interval(String method) {
    return switch (method) {
      case "wilson_cc" -> ShareInterval.WILSON_CORRECTED;
      case "midp" -> ShareInterval.MID_P;
      default -> ShareInterval.valueOf(method.toUpperCase(Locale.ROOT));
    };
  }

  @ParameterizedTest
  @EnumSource
  void intervalHoldsTheShareAndMirrors(ShareInterval interval) {
    for (long n : new long[] {1, 2, 3, 7, 19, 60}) {
      for (long successes = 0; successes <= n; successes++) {
        Share share = new Share(successes, n);
        Estimate estimate = interval.of(share);
        Estimate mirrored = interval.of(share.others());

        assertThat(estimate.value()).isEqualTo((double) successes / n);
        assertThat(estimate.n()).isEqualTo(n);
        assertThat(estimate.low()).isBetween(0.0, estimate.value());
        assertThat(estimate.high()).isBetween(estimate.value(), 1.0);
        assertThat(estimate.low()).isCloseTo(1 - mirrored.high(), within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noneAndAllEndExactlyAtTheEnds(ShareInterval interval) {
    for (long n : new long[] {1, 2, 3, 10, 99, 1_000, 1_000_000}) {
      assertThat(interval.of(new Share(0, n)).low()).isZero();
      assertThat(interval.of(new Share(n, n)).high()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void moreConfidenceIsNeverNarrower(ShareInterval interval) {
    for (long successes : new long[] {0, 1, 13, 39, 40}) {
      Share share = new Share(successes, 40);
      Estimate before = interval.of(share, new Confidence(0.5));
      for (double level : new double[] {0.8, 0.9, 0.95, 0.99, 0.999999}) {
        Estimate estimate = interval.of(share, new Confidence(level));

        assertThat(estimate.low()).isLessThanOrEqualTo(before.low());
        assertThat(estimate.high()).isGreaterThanOrEqualTo(before.high());
        before = estimate;
      }
    }
  }

  @Test
  void tailsOfNoneAndAllHaveClosedForms() {
    for (long n : new long[] {1, 5, 20, 400, 100_000}) {
      Share all = new Share(n, n);

      assertThat(ShareInterval.CLOPPER_PEARSON.of(all).low())
          .isCloseTo(Math.pow(0.025, 1.0 / n), within(1e-13));
      assertThat(ShareInterval.MID_P.of(all).low())
          .isCloseTo(Math.pow(0.05, 1.0 / n), within(1e-13));
      assertThat(ShareInterval.CLOPPER_PEARSON.of(all.others()).high())
          .isCloseTo(-Math.expm1(Math.log(0.025) / n), within(1e-13));
      assertThat(ShareInterval.MID_P.of(all.others()).high())
          .isCloseTo(-Math.expm1(Math.log(0.05) / n), within(1e-13));
    }
  }

  @Test
  void exactIntervalIsWiderThanMidPAndMidPThanNothing() {
    for (long successes = 1; successes < 50; successes++) {
      Share share = new Share(successes, 50);
      Estimate exact = ShareInterval.CLOPPER_PEARSON.of(share);
      Estimate middle = ShareInterval.MID_P.of(share);

      assertThat(exact.low()).isLessThan(middle.low());
      assertThat(exact.high()).isGreaterThan(middle.high());
      assertThat(middle.low()).isLessThan(share.value());
      assertThat(middle.high()).isGreaterThan(share.value());
    }
  }

  /// For so many answers every way comes to the normal interval, z·√(pq/n) on each side.
  @ParameterizedTest
  @EnumSource
  void waysAgreeForMillionsOfAnswers(ShareInterval interval) {
    long n = 4_000_000;
    Estimate estimate = interval.of(new Share(3 * n / 4, n));

    double half = 1.959963984540054 * Math.sqrt(0.75 * 0.25 / n);
    assertThat(estimate.low()).isCloseTo(0.75 - half, within(1e-6));
    assertThat(estimate.high()).isCloseTo(0.75 + half, within(1e-6));
  }

  @Test
  void everyFigureHasTheWilsonIntervalOfNinetyFivePercent() {
    Share share = new Share(81, 263);

    assertThat(ShareInterval.WILSON.of(share))
        .isEqualTo(WilsonInterval.of(81, 263))
        .isEqualTo(ShareInterval.WILSON.of(share, new Confidence(0.95)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.6744897501960817",
    "0.9, 1.6448536269514722",
    "0.95, 1.959963984540054",
    "0.99, 2.5758293035489004",
    "0.999, 3.2905267314918945"
  })
  void standardErrorsAreThoseOfTheNormalTable(double level, double expected) {
    assertThat(new Confidence(level).standardErrors()).isCloseTo(expected, within(2e-15));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-0.95", "95", "NaN"})
  void impossibleConfidenceIsRefused(double level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Confidence(level))
        .withMessageContaining("between 0 and 1");
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(-1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new Share(4, 3));
  }
}
