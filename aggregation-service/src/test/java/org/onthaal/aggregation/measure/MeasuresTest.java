package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void csatIsTheShareOfTheTwoHighestPoints() {
    Estimate csat = Measures.csat(Metric.CSAT, Tally.of(Metric.CSAT, 3, 0, 0, 0, 17)).orElseThrow();

    assertThat(csat.value()).isEqualTo(85);
    assertThat(csat.n()).isEqualTo(20);
  }

  @Test
  void csatIsTheNearestDouble() {
    for (long n = 1; n <= 300; n++) {
      for (long satisfied = 0; satisfied <= n; satisfied++) {
        Tally tally = Tally.of(Metric.CSAT, n - satisfied, 0, 0, 0, satisfied);
        assertThat(Measures.csat(Metric.CSAT, tally).orElseThrow().value())
            .isEqualTo(100.0 * satisfied / n);
      }
    }
  }

  @Test
  void withoutAnswersThereIsNoFigure() {
    assertThat(Measures.csat(Metric.CSAT, Tally.EMPTY)).isEmpty();
    assertThat(Measures.satisfied(Metric.CSAT, Tally.EMPTY)).isEmpty();
    assertThat(Measures.mean(Tally.EMPTY)).isEmpty();
    assertThat(Measures.meanInterval(Tally.EMPTY)).isEmpty();
    assertThat(Measures.dissatisfied(Metric.CSAT, Tally.EMPTY)).isEmpty();
    assertThat(Measures.median(Tally.EMPTY)).isEmpty();
    assertThat(Measures.deviation(Tally.EMPTY)).isEmpty();
    assertThat(Measures.index(Metric.CSAT, Tally.EMPTY)).isEmpty();
    assertThat(Measures.difference(Metric.CSAT, Tally.of(Metric.CSAT, 0, 0, 0, 1, 1), Tally.EMPTY))
        .isEmpty();
    assertThat(Measures.difference(Metric.CSAT, Tally.EMPTY, Tally.of(Metric.CSAT, 0, 0, 0, 1, 1)))
        .isEmpty();
  }

  @Test
  void dontKnowsAreNoAnswers() {
    Tally tally = Tally.of(new long[] {0, 0, 0, 0, 1, 1}, 8);

    assertThat(tally.n()).isEqualTo(2);
    assertThat(Measures.csat(Metric.CSAT, tally).orElseThrow().value()).isEqualTo(100);
    assertThat(Measures.mean(tally)).hasValue(4.5);
    assertThat(Measures.mean(Tally.of(new long[0], 8))).isEmpty();
  }

  @Test
  void otherMetricsHaveNoCsat() {
    assertThat(Measures.csat(Metric.NPS, Tally.of(Metric.NPS, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)))
        .isEmpty();
    assertThat(Measures.csat(Metric.CES, Tally.of(Metric.CES, 0, 0, 0, 1, 1, 0, 0))).isEmpty();
    assertThat(Measures.csat(Metric.THUMBS, Tally.of(Metric.THUMBS, 1, 1))).isEmpty();
    assertThat(Measures.dissatisfied(Metric.CES, Tally.of(Metric.CES, 1, 1, 1, 1, 1, 1, 1)))
        .isEmpty();
  }

  @Test
  void meanUsesTheScoresOfTheScale() {
    assertThat(Measures.mean(Tally.of(Metric.THUMBS, 1, 3))).hasValue(0.75);
    assertThat(Measures.mean(Tally.of(Metric.NPS, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).hasValue(5);
    assertThat(Measures.mean(Tally.of(Metric.CES, 0, 0, 0, 0, 0, 1, 1))).hasValue(6.5);
  }

  @Test
  void indexIsTheMeansPlaceOnItsScale() {
    assertThat(Measures.index(Metric.THUMBS, Tally.of(Metric.THUMBS, 1, 3))).hasValue(75);
    assertThat(Measures.index(Metric.NPS, Tally.of(new long[] {0, 0, 0, 0, 0, 0, 0, 2}, 0)))
        .hasValue(70);
    assertThat(Measures.index(Metric.CES, Tally.of(Metric.CES, 0, 0, 0, 5, 0, 0, 0))).hasValue(50);
    assertThat(Measures.index(Metric.CSAT, Tally.of(Metric.CSAT, 3, 0, 0, 0, 0))).hasValue(0);
    assertThat(Measures.index(Metric.CSAT, Tally.of(Metric.CSAT, 0, 0, 0, 0, 3))).hasValue(100);
  }

  @Test
  void medianOfAnEvenNumberIsTheAverageOfTheMiddleTwo() {
    assertThat(Measures.median(Tally.of(Metric.CSAT, 1, 0, 0, 0, 1))).hasValue(3);
    assertThat(Measures.median(Tally.of(Metric.CSAT, 2, 0, 0, 0, 1))).hasValue(1);
    assertThat(Measures.median(Tally.of(Metric.CSAT, 0, 1, 1, 1, 1))).hasValue(3.5);
    assertThat(Measures.median(Tally.of(Metric.THUMBS, 1, 1))).hasValue(0.5);
  }

  @Test
  void medianIsThatOfTheSortedAnswers() {
    Random random = new Random(20261126);
    for (int round = 0; round < 2_000; round++) {
      int[] scores = random.ints(1 + random.nextInt(30), 0, Tally.SCORE_MAX + 1).sorted().toArray();
      long[] counts = new long[Tally.SCORE_MAX + 1];
      Arrays.stream(scores).forEach(score -> counts[score]++);

      double expected = (scores[(scores.length - 1) / 2] + scores[scores.length / 2]) / 2.0;
      assertThat(Measures.median(Tally.of(counts, 0))).hasValue(expected);
    }
  }

  @Test
  void deviationNeedsTwoAnswers() {
    assertThat(Measures.deviation(Tally.of(Metric.CSAT, 0, 0, 1, 0, 0))).isEmpty();
    assertThat(Measures.deviation(Tally.of(Metric.CSAT, 0, 0, 2, 0, 0))).hasValue(0);
    assertThat(Measures.deviation(Tally.of(Metric.CSAT, 1, 0, 1, 0, 0))).hasValue(Math.sqrt(2));
  }

  @Test
  void meanHasItsIntervalFromThirtyAnswersOn() {
    assertThat(Measures.meanInterval(Tally.of(Metric.CSAT, 14, 0, 0, 0, 15))).isEmpty();

    Estimate mean = Measures.meanInterval(Tally.of(Metric.CSAT, 15, 0, 0, 0, 15)).orElseThrow();

    // 30 answers, half 1 and half 5: s² = 30 · 4 / 29; t with 29 degrees of freedom is
    // 2.0452296421.
    double half = 2.045229642132703 * Math.sqrt(30 * 4 / 29.0) / Math.sqrt(30);
    assertThat(mean.value()).isEqualTo(3);
    assertThat(mean.low()).isCloseTo(3 - half, within(1e-12));
    assertThat(mean.high()).isCloseTo(3 + half, within(1e-12));
    assertThat(mean.n()).isEqualTo(30);
  }

  @Test
  void meanOfEqualAnswersHasNoWidth() {
    Estimate mean = Measures.meanInterval(Tally.of(Metric.CSAT, 0, 0, 40, 0, 0)).orElseThrow();

    assertThat(mean).isEqualTo(new Estimate(3, 3, 3, 40));
  }

  @Test
  void differenceIsInPoints() {
    Tally now = Tally.of(Metric.CSAT, 20, 0, 0, 0, 80);
    Tally before = Tally.of(Metric.CSAT, 30, 0, 0, 70, 0);

    Estimate difference = Measures.difference(Metric.CSAT, now, before).orElseThrow();

    assertThat(difference.value()).isCloseTo(10, CLOSE);
    assertThat(difference.low()).isCloseTo(-2.02493621530, CLOSE);
    assertThat(difference.high()).isCloseTo(21.6734354018, CLOSE);
    assertThat(difference.n()).isEqualTo(200);
  }

  @Test
  void studentQuantilesAreThoseOfTheTables() {
    assertThat(StudentQuantile.of(1)).isCloseTo(12.706204736174698, within(1e-11));
    assertThat(StudentQuantile.of(2)).isCloseTo(4.302652729749464, within(1e-11));
    assertThat(StudentQuantile.of(10)).isCloseTo(2.228138851986275, within(1e-11));
    assertThat(StudentQuantile.of(29)).isCloseTo(2.045229642132703, within(1e-11));
    assertThat(StudentQuantile.of(100)).isCloseTo(1.983971518523552, within(1e-11));
  }

  @Test
  void studentQuantileOfManyApproachesTheNormalOne() {
    // First term of the Cornish-Fisher expansion: z + (z³ + z) / 4ν.
    double z = 1.959963984540054;
    for (long degrees : new long[] {10_000_000L, 1_000_000_000L, 100_000_000_000L}) {
      double expected = z + (z * z * z + z) / (4.0 * degrees);
      assertThat(StudentQuantile.of(degrees)).isCloseTo(expected, within(1e-12));
    }
  }
}
