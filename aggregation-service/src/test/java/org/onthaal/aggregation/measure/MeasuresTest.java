package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.testkit.ReferenceData;

class MeasuresTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void figuresOfFivePointsAreThoseOfTheReference() throws IOException {
    List<String> lines = Files.readAllLines(ReferenceData.path("kat/metrics_5pt.csv"));

    assertThat(lines).hasSizeGreaterThan(5);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Tally tally =
          Tally.of(
              Metric.CSAT,
              Long.parseLong(cells[1]),
              Long.parseLong(cells[2]),
              Long.parseLong(cells[3]),
              Long.parseLong(cells[4]),
              Long.parseLong(cells[5]));
      assertThat(tally.n()).as(line).isEqualTo(Long.parseLong(cells[6]));
      if (tally.n() == 0) {
        assertThat(Measures.csat(Metric.CSAT, tally)).as(line).isEmpty();
        assertThat(Measures.mean(tally)).as(line).isEmpty();
        continue;
      }
      Estimate csat = Measures.csat(Metric.CSAT, tally).orElseThrow();
      assertThat(csat.value()).as(line).isCloseTo(Double.parseDouble(cells[7]), CLOSE);
      assertThat(csat.low()).as(line).isCloseTo(Double.parseDouble(cells[12]), CLOSE);
      assertThat(csat.high()).as(line).isCloseTo(Double.parseDouble(cells[13]), CLOSE);
      double mean = Measures.mean(tally).orElseThrow();
      assertThat(mean).as(line).isCloseTo(Double.parseDouble(cells[8]), CLOSE);
      if (!cells[9].isEmpty()) {
        assertThat(Measures.deviation(tally, mean))
            .as(line)
            .isCloseTo(Double.parseDouble(cells[9]), CLOSE);
      }
    }
  }

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
  }

  @Test
  void meanUsesTheScoresOfTheScale() {
    assertThat(Measures.mean(Tally.of(Metric.THUMBS, 1, 3))).hasValue(0.75);
    assertThat(Measures.mean(Tally.of(Metric.NPS, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).hasValue(5);
    assertThat(Measures.mean(Tally.of(Metric.CES, 0, 0, 0, 0, 0, 1, 1))).hasValue(6.5);
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
