package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetPromoterTest {
  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void figuresAreThoseOfTheReference() throws IOException {
    for (KnownAnswers.Row row : KnownAnswers.of("nps.csv", 4)) {
      Tally tally = Tally.of(Metric.NPS, row.counts("n", 0, 10));
      NetPromoter promoter = NetPromoter.of(Metric.NPS, tally).orElseThrow();

      assertThat(promoter.promoters()).as(row.line()).isEqualTo(row.count("promoters"));
      assertThat(promoter.detractors()).as(row.line()).isEqualTo(row.count("detractors"));
      assertThat(promoter.n()).as(row.line()).isEqualTo(row.count("n"));
      assertThat(promoter.n() - promoter.promoters() - promoter.detractors())
          .as(row.line())
          .isEqualTo(row.count("passives"));
      row.agrees("nps", promoter.score());
      row.agrees("se", promoter.standardError());
      row.agrees("wald_lo", "wald_hi", promoter.wald(Confidence.STANDARD));
      Estimate nps = Measures.nps(Metric.NPS, tally).orElseThrow();
      row.agrees("nps", nps.value());
      row.agrees("adj_lo", "adj_hi", nps);
      assertThat(nps.n()).isEqualTo(row.count("n"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NPS")
  void answersOnAnotherScaleHaveNoNps(Metric metric) {
    Tally tally = Tally.of(new long[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0);

    assertThat(Measures.nps(metric, tally)).isEmpty();
    assertThat(NetPromoter.of(metric, tally)).isEmpty();
  }

  @Test
  void withoutAnswersThereIsNoNps() {
    assertThat(Measures.nps(Metric.NPS, Tally.EMPTY)).isEmpty();
    assertThat(Measures.nps(Metric.NPS, Tally.of(new long[0], 3))).isEmpty();
  }

  @Test
  void intervalsStayBetweenMinusHundredAndHundred() {
    for (long n = 2; n < 60; n++) {
      for (long detractors = 0; detractors <= n; detractors++) {
        NetPromoter promoter = new NetPromoter(n - detractors, detractors, n);
        Estimate adjusted = promoter.adjustedWald(Confidence.STANDARD);
        Estimate plain = promoter.wald(new Confidence(0.999));

        assertThat(adjusted.low()).isBetween(-100.0, promoter.score());
        assertThat(adjusted.high()).isBetween(promoter.score(), 100.0);
        assertThat(plain.low()).isBetween(-100.0, promoter.score());
        assertThat(plain.high()).isBetween(promoter.score(), 100.0);
      }
    }
  }

  @Test
  void scoreOfASingleAnswerLiesOutsideItsInterval() {
    Estimate nps = new NetPromoter(1, 0, 1).adjustedWald(Confidence.STANDARD);

    assertThat(nps.value()).isEqualTo(100);
    assertThat(nps.high()).isBetween(98.0, 99.0);
  }

  @Test
  void swappingPromotersAndDetractorsTurnsTheSign() {
    Estimate nps = new NetPromoter(11, 2, 20).adjustedWald(Confidence.STANDARD);
    Estimate swapped = new NetPromoter(2, 11, 20).adjustedWald(Confidence.STANDARD);

    assertThat(swapped).isEqualTo(new Estimate(-nps.value(), -nps.high(), -nps.low(), 20));
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NetPromoter(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetPromoter(-1, 0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetPromoter(0, -1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetPromoter(2, 2, 3));
  }
}
