package org.onthaal.aggregation.drop;

import org.onthaal.aggregation.measure.Tally;

/// Mean and variance of the points of counted answers.
record Moments(long n, double mean, double variance) {
  /// Keeps the stakes of the bets, which are divided by it, within reason where nearly all answers
  /// are equal.
  static final double VARIANCE_MIN = 0.005;

  static Moments of(Points points, Tally tally) {
    long n = tally.n();
    if (n < 1) {
      throw new IllegalArgumentException("answers: " + n + " (expected: at least 1)");
    }
    double mean = points.sum(tally) / n;
    double variance = points.sumOfSquares(tally) / n - mean * mean;
    return new Moments(n, mean, Math.max(variance, VARIANCE_MIN));
  }

  /// How far below the mean the reference lies: never less than a difference that nobody minds, and
  /// so many standard errors of the learnt mean.
  double margin(Points points, double overdispersion, double standardErrors) {
    double least = points.isShare() ? Reference.SHARE_MARGIN_MIN : Reference.SCORE_MARGIN_MIN;
    return Math.max(least, standardErrors * Math.sqrt(overdispersion * variance / n));
  }
}
