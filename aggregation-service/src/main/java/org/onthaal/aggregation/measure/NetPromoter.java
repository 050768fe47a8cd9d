package org.onthaal.aggregation.measure;

import java.util.Optional;

/// Among n who said from 0 to 10 how likely they would recommend a service: promoters (9 and 10)
/// and detractors (0 to 6). Their difference in percent is the NPS, from -100 to 100.
public record NetPromoter(long promoters, long detractors, long n) {
  private static final double SCORE_MAX = 100;

  public NetPromoter {
    if (n < 1 || promoters < 0 || detractors < 0 || promoters + detractors > n) {
      throw new IllegalArgumentException(
          "promoters, detractors, n: %d, %d, %d (expected: parts of n > 0)"
              .formatted(promoters, detractors, n));
    }
  }

  /// Only of answers from 0 to 10: those on another scale say nothing about recommending.
  public static Optional<NetPromoter> of(Metric metric, Tally tally) {
    return metric == Metric.NPS && tally.n() > 0
        ? Optional.of(new NetPromoter(tally.n(9, 10), tally.n(0, 6), tally.n()))
        : Optional.empty();
  }

  public double score() {
    return SCORE_MAX * (promoters - detractors) / n;
  }

  /// In points of the score.
  public double standardError() {
    return standardError((double) promoters, (double) detractors, (double) n);
  }

  /// The score ± z standard errors; too narrow for few answers, and without any width when all are
  /// of one kind.
  public Estimate wald(Confidence confidence) {
    return around(score(), standardError(), confidence);
  }

  /// Wald's interval after adding three answers, three quarters of one to the promoters and as much
  /// to the detractors. It is drawn to the middle so much that 100 and -100 of a single answer lie
  /// outside.
  ///
  /// Source: B. Rocks, The American Statistician 70 (2016), 365-372.
  public Estimate adjustedWald(Confidence confidence) {
    double more = n + 3.0;
    double middle = SCORE_MAX * (promoters - detractors) / more;
    return around(middle, standardError(promoters + 0.75, detractors + 0.75, more), confidence);
  }

  private Estimate around(double middle, double error, Confidence confidence) {
    double half = confidence.standardErrors() * error;
    return new Estimate(
        score(), Math.max(-SCORE_MAX, middle - half), Math.min(SCORE_MAX, middle + half), n);
  }

  private static double standardError(double promoters, double detractors, double n) {
    double mean = (promoters - detractors) / n;
    return SCORE_MAX * Math.sqrt(((promoters + detractors) / n - mean * mean) / n);
  }
}
