package org.onthaal.aggregation.measure;

import java.util.Optional;
import java.util.OptionalDouble;

/// The figures that follow from counts. Without answers there is no figure, never a 0.
public final class Measures {
  /// Below this many answers a mean is shown without an interval: t is not trustworthy on so few
  /// points of a scale.
  public static final int MEAN_INTERVAL_N_MIN = 30;

  private Measures() {}

  /// Share of the two highest of five points, between 0 and 1, with its Wilson interval; only CSAT
  /// has it.
  public static Optional<Estimate> satisfied(Metric metric, Tally tally) {
    long n = tally.n();
    return metric == Metric.CSAT && n > 0
        ? Optional.of(WilsonInterval.of(tally.n(4, 5), n))
        : Optional.empty();
  }

  /// [#satisfied] in percent.
  public static Optional<Estimate> csat(Metric metric, Tally tally) {
    long n = tally.n();
    return satisfied(metric, tally)
        .map(share ->
            // One division of whole numbers, so that the percentage is the nearest double.
            new Estimate(100.0 * tally.n(4, 5) / n, 100 * share.low(), 100 * share.high(), n));
  }

  /// CSAT of `now` minus that of `before`, in points, with its Newcombe interval.
  public static Optional<Estimate> difference(Metric metric, Tally now, Tally before) {
    return satisfied(metric, now)
        .flatMap(first ->
            satisfied(metric, before).map(second -> NewcombeInterval.of(first, second).times(100)));
  }

  public static OptionalDouble mean(Tally tally) {
    long n = tally.n();
    return n > 0 ? OptionalDouble.of((double) sum(tally) / n) : OptionalDouble.empty();
  }

  /// The mean with its interval by Student's t; absent under [#MEAN_INTERVAL_N_MIN].
  public static Optional<Estimate> meanInterval(Tally tally) {
    long n = tally.n();
    if (n < MEAN_INTERVAL_N_MIN) {
      return Optional.empty();
    }
    double mean = (double) sum(tally) / n;
    double half = StudentQuantile.of(n - 1) * deviation(tally, mean) / Math.sqrt((double) n);
    return Optional.of(new Estimate(mean, mean - half, mean + half, n));
  }

  /// Standard deviation of the sample (n - 1); 0 for equal answers; needs two answers.
  static double deviation(Tally tally, double mean) {
    double squares = 0;
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      squares += tally.count(score) * (score - mean) * (score - mean);
    }
    return Math.sqrt(squares / (tally.n() - 1));
  }

  private static long sum(Tally tally) {
    long sum = 0;
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      sum += score * tally.count(score);
    }
    return sum;
  }
}
