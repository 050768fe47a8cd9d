package org.onthaal.aggregation.evaluate;

import java.util.Optional;
import org.onthaal.aggregation.alert.Evidence.Figures;
import org.onthaal.aggregation.measure.Estimate;
import org.onthaal.aggregation.measure.Measures;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.WilsonInterval;
import org.onthaal.aggregation.rule.Figure;

/// The 95 % interval that belongs to a figure: Wilson for shares, Student's t for means.
final class Intervals {
  private Intervals() {}

  static Figures around(Figure figure, double value, Tally tally) {
    Optional<Estimate> estimate =
        switch (figure) {
          case CSAT -> Optional.of(WilsonInterval.of(tally.n(4, 5), tally.n()).times(100));
          case DISSATISFIED -> Optional.of(WilsonInterval.of(tally.n(1, 2), tally.n()).times(100));
          case MEAN -> Measures.meanInterval(tally);
        };
    return new Figures(value, estimate.map(Estimate::low), estimate.map(Estimate::high));
  }
}
