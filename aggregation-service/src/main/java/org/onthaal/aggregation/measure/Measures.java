package org.onthaal.aggregation.measure;

import java.util.Optional;
import java.util.OptionalDouble;

/// The figures that follow from counts. Without answers there is no figure, never a 0. Intervals
/// are 95 % ones.
public final class Measures {
  /// Below this many answers a mean is shown without an interval: t is not trustworthy on so few
  /// points of a scale.
  public static final int MEAN_INTERVAL_N_MIN = 30;

  private Measures() {}

  /// Share of the two highest of five points, between 0 and 1, with its Wilson interval; only CSAT
  /// has it.
  public static Optional<Estimate> satisfied(Metric metric, Tally tally) {
    return share(Metric.CSAT, metric, tally, 4, 5).map(ShareInterval.WILSON::of);
  }

  /// [#satisfied] in percent.
  public static Optional<Estimate> csat(Metric metric, Tally tally) {
    return share(Metric.CSAT, metric, tally, 4, 5).map(Measures::percent);
  }

  /// Share of the two lowest of five points, in percent, with its Wilson interval; only CSAT has
  /// it.
  public static Optional<Estimate> dissatisfied(Metric metric, Tally tally) {
    return share(Metric.CSAT, metric, tally, 1, 2).map(Measures::percent);
  }

  /// Share of the three highest of seven points (5 to 7, rather easy to very easy), in percent,
  /// with its Wilson interval; only CES has it.
  public static Optional<Estimate> easy(Metric metric, Tally tally) {
    return share(Metric.CES, metric, tally, 5, 7).map(Measures::percent);
  }

  /// Promoters minus detractors, in percent of all, with its adjusted Wald interval; only NPS has
  /// it.
  public static Optional<Estimate> nps(Metric metric, Tally tally) {
    return NetPromoter.of(metric, tally)
        .map(promoter -> promoter.adjustedWald(Confidence.STANDARD));
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

  /// Where the mean lies between the lowest (0) and the highest (100) point of the scale.
  public static OptionalDouble index(Metric metric, Tally tally) {
    long n = tally.n();
    int points = metric.highest() - metric.lowest();
    // One division of whole numbers, so that the index is the nearest double.
    return n > 0
        ? OptionalDouble.of(100.0 * (sum(tally) - n * metric.lowest()) / (n * points))
        : OptionalDouble.empty();
  }

  /// Standard deviation of the sample (n - 1), in points of the scale; 0 for equal answers, absent
  /// for fewer than two.
  public static OptionalDouble deviation(Tally tally) {
    return tally.n() > 1
        ? OptionalDouble.of(deviation(tally, (double) sum(tally) / tally.n()))
        : OptionalDouble.empty();
  }

  /// The score in the middle of all; the average of the middle two where n is even.
  public static OptionalDouble median(Tally tally) {
    long n = tally.n();
    return n > 0
        ? OptionalDouble.of((ranked(tally, (n + 1) / 2) + ranked(tally, n / 2 + 1)) / 2.0)
        : OptionalDouble.empty();
  }

  /// @param rank 1 for the lowest answer, n for the highest
  private static int ranked(Tally tally, long rank) {
    int score = 0;
    long upTo = tally.count(0);
    while (upTo < rank) {
      score++;
      upTo += tally.count(score);
    }
    return score;
  }

  private static double deviation(Tally tally, double mean) {
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

  /// @param of the metric that has the share
  private static Optional<Share> share(Metric of, Metric metric, Tally tally, int first, int last) {
    long n = tally.n();
    return metric == of && n > 0
        ? Optional.of(new Share(tally.n(first, last), n))
        : Optional.empty();
  }

  private static Estimate percent(Share share) {
    Estimate estimate = ShareInterval.WILSON.of(share);
    return new Estimate(share.percent(), 100 * estimate.low(), 100 * estimate.high(), share.n());
  }
}
