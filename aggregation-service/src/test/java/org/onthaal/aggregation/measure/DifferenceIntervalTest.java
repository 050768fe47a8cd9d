package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferenceIntervalTest {
  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void intervalsAreThoseOfTheReference() throws IOException {
    Set<DifferenceInterval> seen = EnumSet.noneOf(DifferenceInterval.class);
    for (KnownAnswers.Row row : KnownAnswers.of("difference_ci.csv", 11)) {
      DifferenceInterval interval = interval(row.text("method"));
      Share first = new Share(row.count("x1"), row.count("n1"));
      Share second = new Share(row.count("x2"), row.count("n2"));

      row.agrees("lower", "upper", interval.of(first, second, new Confidence(row.number("conf"))));
      seen.add(interval);
    }
    assertThat(seen).containsExactly(DifferenceInterval.values());
  }

  private static DifferenceInterval interval(String method) {
    return method.equals("newcombe_cc")
        ? DifferenceInterval.NEWCOMBE_CORRECTED
        : DifferenceInterval.valueOf(method.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @EnumSource
  void swappingTheSharesSwapsTheEnds(DifferenceInterval interval) {
    Share few = new Share(3, 17);
    Share many = new Share(40, 90);

    Estimate difference = interval.of(few, many);
    Estimate swapped = interval.of(many, few);

    assertThat(difference.value()).isEqualTo(few.value() - many.value());
    assertThat(swapped.value()).isEqualTo(-difference.value());
    assertThat(swapped.low()).isCloseTo(-difference.high(), within(1e-15));
    assertThat(swapped.high()).isCloseTo(-difference.low(), within(1e-15));
    assertThat(difference.n()).isEqualTo(107);
  }

  @ParameterizedTest
  @EnumSource
  void intervalStaysBetweenMinusOneAndOne(DifferenceInterval interval) {
    for (long n = 1; n < 30; n++) {
      for (long m = 1; m < 30; m++) {
        Estimate most = interval.of(new Share(n, n), new Share(0, m));
        Estimate least = interval.of(new Share(0, n), new Share(m, m));

        assertThat(most.low()).isBetween(-1.0, 1.0);
        assertThat(most.high()).isEqualTo(1);
        assertThat(least.low()).isEqualTo(-1);
        assertThat(least.high()).isBetween(-1.0, 1.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void moreConfidenceIsWider(DifferenceInterval interval) {
    Share first = new Share(80, 100);
    Share second = new Share(70, 100);

    Estimate narrow = interval.of(first, second, new Confidence(0.8));
    Estimate wide = interval.of(first, second, new Confidence(0.99));

    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
  }

  @Test
  void figuresHaveTheNewcombeInterval() {
    Tally now = Tally.of(Metric.CSAT, 20, 0, 0, 0, 80);
    Tally before = Tally.of(Metric.CSAT, 30, 0, 0, 70, 0);

    assertThat(Measures.difference(Metric.CSAT, now, before))
        .contains(
            DifferenceInterval.NEWCOMBE.of(new Share(80, 100), new Share(70, 100)).times(100));
  }
}
