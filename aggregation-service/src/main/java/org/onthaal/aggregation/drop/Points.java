package org.onthaal.aggregation.drop;

import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// What an answer is worth, from 0 (worst) to 1 (best), so that one detector judges every metric.
public enum Points {
  /// 1 for 4 and 5 of five points: their mean is the share that is satisfied.
  SATISFIED(Metric.CSAT),
  /// The five points evenly spaced. Uses all of an answer, so it sees a drop sooner than
  /// [#SATISFIED].
  SCORE(Metric.CSAT),
  /// 1 for promoters (9, 10), 1/2 for passives (7, 8), 0 for detractors: 100 · (2 · mean − 1) is
  /// the net promoter score.
  NET_PROMOTER(Metric.NPS),
  /// The seven points evenly spaced.
  EFFORT(Metric.CES),
  /// 1 for a thumb up.
  THUMBS(Metric.THUMBS);

  private final Metric metric;

  Points(Metric metric) {
    this.metric = metric;
  }

  public Metric metric() {
    return metric;
  }

  /// The worth of one score.
  ///
  /// Errors: a score outside the metric's scale is a bug, `IllegalArgumentException`.
  public double of(int score) {
    if (!metric.accepts(score)) {
      throw new IllegalArgumentException(
          "score: %d (expected: %d..%d for %s)"
              .formatted(score, metric.lowest(), metric.highest(), metric));
    }
    return switch (this) {
      case SATISFIED -> score >= 4 ? 1 : 0;
      case NET_PROMOTER -> score >= 9 ? 1 : score >= 7 ? 0.5 : 0;
      case SCORE, EFFORT, THUMBS ->
          (double) (score - metric.lowest()) / (metric.highest() - metric.lowest());
    };
  }

  /// Whether an answer is worth all or nothing, so that the mean is a share.
  public boolean isShare() {
    return switch (this) {
      case SATISFIED, THUMBS -> true;
      case SCORE, NET_PROMOTER, EFFORT -> false;
    };
  }

  /// In what a drop is told to people: that of five points always as the share that is satisfied.
  public Points headline() {
    return this == SCORE ? SATISFIED : this;
  }

  /// Sum over all answers with a score.
  public double sum(Tally tally) {
    double sum = 0;
    for (int score = metric.lowest(); score <= metric.highest(); score++) {
      sum += tally.count(score) * of(score);
    }
    return sum;
  }

  /// Sum of the squares over all answers with a score.
  double sumOfSquares(Tally tally) {
    double sum = 0;
    for (int score = metric.lowest(); score <= metric.highest(); score++) {
      sum += tally.count(score) * of(score) * of(score);
    }
    return sum;
  }

  /// The variance that answers with this mean usually have, where none was learnt.
  ///
  /// The largest possible one is mean · (1 − mean), and a share has it exactly. Answers on more
  /// points do not all lie at the ends: evenly spread over five points they have half of it, over
  /// seven 0.44 of it, over three two thirds.
  double usualVariance(double mean) {
    double largest = mean * (1 - mean);
    double usual =
        switch (this) {
          case SATISFIED, THUMBS -> largest;
          case SCORE, EFFORT -> largest / 2;
          case NET_PROMOTER -> largest * 2 / 3;
        };
    return Math.max(usual, Moments.VARIANCE_MIN);
  }
}
