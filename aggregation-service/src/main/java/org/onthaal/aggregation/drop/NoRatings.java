package org.onthaal.aggregation.drop;

/// How long a stream has been without ratings, counted in ratings that were to be expected.
///
/// A stream with V ratings a day has V gaps a day, and each is longer than m expected ratings with
/// probability exp(−m / overdispersion): m = overdispersion · ln(V · threshold) is reached by
/// chance at most once in so many days.
///
/// @param expectedSinceLast ratings that were to be expected since the last slot with an answer
public record NoRatings(double expectedSinceLast) {
  /// Beyond this nobody compares numbers.
  public static final double CHANCE_DAYS_MAX = 1e9;

  /// Nothing missed so far.
  public static final NoRatings NONE = new NoRatings(0);

  public NoRatings {
    if (!(expectedSinceLast >= 0)) {
      throw new IllegalArgumentException(
          "expectedSinceLast: " + expectedSinceLast + " (expected: 0 or more)");
    }
  }

  /// After one more slot.
  ///
  /// @param expected see [SeasonalBaseline#expectedRatings]
  public NoRatings next(Slot slot, double expected) {
    return slot.hasAnswers() ? NONE : new NoRatings(expectedSinceLast + expected);
  }

  /// Whether so many ratings are missing that it is no chance.
  public boolean lasts(double needed) {
    return expectedSinceLast >= needed;
  }

  /// So long an absence appears by chance at most once in so many days; at most [#CHANCE_DAYS_MAX].
  public double chanceDays(SeasonalVolume volume) {
    double days =
        StrictMath.exp(expectedSinceLast / volume.overdispersion()) / volume.ratingsPerDay();
    return Math.min(days, CHANCE_DAYS_MAX);
  }

  /// Expected ratings that must stay away. At least as many as the overdispersion, so that a stream
  /// with next to no ratings is not reported for one that did not come.
  ///
  /// @param thresholdDays at most one false report in so many days
  public static double needed(double ratingsPerDay, double thresholdDays, double overdispersion) {
    if (!(ratingsPerDay >= 0) || !(thresholdDays > 0) || !(overdispersion >= 1)) {
      throw new IllegalArgumentException(
          "%s a day, %s days, overdispersion %s (expected: at least 0, above 0, at least 1)"
              .formatted(ratingsPerDay, thresholdDays, overdispersion));
    }
    return overdispersion * Math.max(1, StrictMath.log(ratingsPerDay * thresholdDays));
  }

  public static double needed(SeasonalVolume volume, double thresholdDays) {
    return needed(volume.ratingsPerDay(), thresholdDays, volume.overdispersion());
  }
}
