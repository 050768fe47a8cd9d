package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EaseTest {
  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void figuresAreThoseOfTheReference() throws IOException {
    for (KnownAnswers.Row row : KnownAnswers.of("ces.csv", 2)) {
      Tally tally = Tally.of(Metric.CES, row.counts("c", 1, 7));

      assertThat(tally.n()).as(row.line()).isEqualTo(row.count("n"));
      row.agrees("ces_mean", Measures.mean(tally));
      row.agrees("ces_top3_pct", Measures.easy(Metric.CES, tally).orElseThrow().value());
    }
  }

  @Test
  void shareHasItsWilsonInterval() {
    Tally tally = Tally.of(Metric.CES, 1, 1, 2, 3, 8, 12, 9);

    Estimate easy = Measures.easy(Metric.CES, tally).orElseThrow();

    Estimate share = WilsonInterval.of(29, 36);
    assertThat(easy)
        .isEqualTo(new Estimate(2900 / 36.0, 100 * share.low(), 100 * share.high(), 36));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CES")
  void answersOnAnotherScaleHaveNoEase(Metric metric) {
    assertThat(Measures.easy(metric, Tally.of(Metric.CES, 1, 1, 1, 1, 1, 1, 1))).isEmpty();
  }

  @Test
  void withoutAnswersThereIsNoEase() {
    assertThat(Measures.easy(Metric.CES, Tally.EMPTY)).isEmpty();
    assertThat(Measures.easy(Metric.CES, Tally.of(new long[0], 3))).isEmpty();
  }
}
