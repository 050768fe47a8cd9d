package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class FivePointFiguresTest {
  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void figuresAreThoseOfTheReference() throws IOException {
    for (KnownAnswers.Row row : KnownAnswers.of("metrics_5pt.csv", 8)) {
      Tally tally = Tally.of(Metric.CSAT, row.counts("c", 1, 5));
      Optional<Estimate> csat = Measures.csat(Metric.CSAT, tally);

      assertThat(tally.n()).as(row.line()).isEqualTo(row.count("n"));
      row.agrees("csat_pct", value(csat));
      row.agrees("csat_wilson_lo", csat.map(Estimate::low).map(OptionalDouble::of).orElse(NONE));
      row.agrees("csat_wilson_hi", csat.map(Estimate::high).map(OptionalDouble::of).orElse(NONE));
      row.agrees("dsat_pct", value(Measures.dissatisfied(Metric.CSAT, tally)));
      row.agrees("mean", Measures.mean(tally));
      row.agrees("sd_sample", Measures.deviation(tally));
      row.agrees("median", Measures.median(tally));
      row.agrees("mean_0_100", Measures.index(Metric.CSAT, tally));
    }
  }

  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static OptionalDouble value(Optional<Estimate> estimate) {
    return estimate.map(Estimate::value).map(OptionalDouble::of).orElse(NONE);
  }
}
