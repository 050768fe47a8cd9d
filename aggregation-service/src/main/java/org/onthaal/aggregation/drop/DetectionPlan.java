package org.onthaal.aggregation.drop;

import org.onthaal.aggregation.measure.Tally;

/// How long it takes until a drop is seen, told before there is one.
///
/// Conservative: in simulation the median delay is 0.5 to 0.95 of it, where it is longer than an
/// hour. Source: `./onthaal bench alerts`.
public sealed interface DetectionPlan {
  /// The drop will be proven.
  ///
  /// @param growth logarithm of what the best bet wins per rating
  /// @param ratings after the drop
  /// @param days the same in days of opening time
  record Provable(double growth, double ratings, double days) implements DetectionPlan {}

  /// The drop cannot be proven with this baseline: it does not stand out of the margin.
  ///
  /// @param growth as above; not above 0
  record NotProvable(double growth) implements DetectionPlan {}

  /// The stream has not so much to lose.
  ///
  /// @param level its headline, from 0 to 1
  record MoreThanThereIs(double level) implements DetectionPlan {}

  /// The stream that may drop.
  ///
  /// @param histogram answers of its baseline
  /// @param margin that of its baseline
  /// @param ratingsPerDay of opening time
  record Outlook(
      Points points, Tally histogram, double margin, double overdispersion, double ratingsPerDay) {
    public Outlook {
      if (histogram.n() < 1) {
        throw new IllegalArgumentException("histogram: no answers (expected: at least one)");
      }
      if (!(ratingsPerDay > 0)) {
        throw new IllegalArgumentException(
            "ratingsPerDay: " + ratingsPerDay + " (expected: above 0)");
      }
    }

    public static Outlook of(SeasonalBaseline baseline) {
      return new Outlook(
          baseline.points(),
          baseline.histogram(),
          baseline.margin(),
          baseline.overdispersion(),
          baseline.volume().ratingsPerDay());
    }

    /// With the margin that a baseline of these answers has.
    ///
    /// @param standardErrors see [SeasonalBaseline#standardErrors]
    public static Outlook of(
        Points points,
        Tally histogram,
        double overdispersion,
        double standardErrors,
        double ratingsPerDay) {
      double margin = Moments.of(points, histogram).margin(points, overdispersion, standardErrors);
      return new Outlook(points, histogram, margin, overdispersion, ratingsPerDay);
    }
  }

  /// What a drop of that size would take.
  ///
  /// @param drop of the headline, from 0 to 1: 0.1 is ten points of the share satisfied
  static DetectionPlan of(Outlook outlook, double drop, double thresholdDays) {
    if (!(drop > 0) || !(thresholdDays > 0)) {
      throw new IllegalArgumentException(
          "drop: %s, thresholdDays: %s (expected: above 0)".formatted(drop, thresholdDays));
    }
    Points points = outlook.points();
    double level = Moments.of(points.headline(), outlook.histogram()).mean();
    if (drop >= level) {
      return new MoreThanThereIs(level);
    }
    double[] fallen =
        ProportionalOdds.of(points.metric(), outlook.histogram())
            .withMean(points.headline(), level - drop);
    double growth = growth(outlook, fallen);
    if (growth <= 0) {
      return new NotProvable(growth);
    }
    double stake = Bets.COUNT * thresholdDays * outlook.ratingsPerDay() * growth;
    double ratings = Math.log(Math.max(stake, Math.E)) / growth;
    return new Provable(growth, ratings, ratings / outlook.ratingsPerDay());
  }

  /// What the best bet is expected to win per rating.
  private static double growth(Outlook outlook, double[] shares) {
    Points points = outlook.points();
    Moments moments = Moments.of(points, outlook.histogram());
    Reference reference =
        new Reference(
            points, moments.mean(), outlook.margin(), moments.variance(), outlook.overdispersion());
    double best = Double.NEGATIVE_INFINITY;
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      double stake = Bets.stakeOnDrop(reference, bet);
      double growth = 0;
      for (int i = 0; i < shares.length; i++) {
        double worth = points.of(points.metric().lowest() + i);
        growth += shares[i] * Math.log1p(stake * (reference.value() - worth));
      }
      best = Math.max(best, growth);
    }
    return best / outlook.overdispersion();
  }
}
