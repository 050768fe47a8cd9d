package org.onthaal.aggregation.drop;

import java.util.List;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// A histogram that is shifted as people's answers usually are: the odds of "this score or worse"
/// change by one factor for all scores. Source: P. McCullagh, Journal of the Royal Statistical
/// Society B 42 (1980), 109-142.
public final class ProportionalOdds {
  /// More than a double has bits.
  private static final int HALVINGS = 200;

  /// Odds beyond e to this are 0 or 1 in a double.
  private static final double LOG_ODDS_MAX = 800;

  private final Metric metric;
  private final double[] logOdds;

  private ProportionalOdds(Metric metric, double[] logOdds) {
    this.metric = metric;
    this.logOdds = logOdds;
  }

  public static ProportionalOdds of(Metric metric, Tally histogram) {
    List<Long> counts = histogram.counts(metric);
    long n = histogram.n();
    double[] logOdds = new double[counts.size() - 1];
    long worse = 0;
    for (int i = 0; i < logOdds.length; i++) {
      worse += counts.get(i);
      logOdds[i] = Math.log((double) worse / (n - worse));
    }
    return new ProportionalOdds(metric, logOdds);
  }

  /// Shares per score, lowest first, after a shift that gives the points this mean.
  ///
  /// @param mean above 0, below 1
  public double[] withMean(Points points, double mean) {
    double low = -LOG_ODDS_MAX;
    double high = LOG_ODDS_MAX;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (mean(points, shares(middle)) > mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return shares((low + high) / 2);
  }

  private double mean(Points points, double[] shares) {
    double mean = 0;
    for (int i = 0; i < shares.length; i++) {
      mean += shares[i] * points.of(metric.lowest() + i);
    }
    return mean;
  }

  /// @param shift larger is worse
  private double[] shares(double shift) {
    double[] shares = new double[logOdds.length + 1];
    double worse = 0;
    for (int i = 0; i < logOdds.length; i++) {
      double next = 1 / (1 + Math.exp(-(logOdds[i] + shift)));
      shares[i] = next - worse;
      worse = next;
    }
    shares[logOdds.length] = 1 - worse;
    return shares;
  }
}
