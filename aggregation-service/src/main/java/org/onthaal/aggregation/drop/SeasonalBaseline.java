package org.onthaal.aggregation.drop;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.measure.Tally;

/// What is usual for a stream, learnt from a period that is over, and frozen.
///
/// A mean, with effects of weekday and hour that are shrunk towards 0: where there are few ratings
/// they vanish, where there are many they are believed. A plain value, to be stored with the alert
/// that it explains.
///
/// @param zone in which days and hours are local
/// @param period first and last day with ratings
/// @param histogram all answers it was learnt from
/// @param mean in [Points]
/// @param variance of one answer
/// @param overdispersion at least 1: how much more daily sums vary than independent answers would
/// @param margin how far below usual the reference lies
/// @param effects added to the mean
public record SeasonalBaseline(
    Points points,
    ZoneId zone,
    LearningPeriod period,
    Tally histogram,
    double mean,
    double variance,
    double overdispersion,
    double margin,
    Season effects,
    SeasonalVolume volume)
    implements Baseline {
  /// Standard errors in the margin of a single stream.
  public static final double STANDARD_ERRORS = 1;

  /// The same where a threshold is so high that the error of the learnt mean would show: 95 % of
  /// one side.
  public static final double STANDARD_ERRORS_OF_FLEET = 1.645;

  /// From here on [#STANDARD_ERRORS_OF_FLEET] are taken.
  public static final double FLEET_THRESHOLD_DAYS = 3650;

  private static final double USUAL_MIN = 0.05;
  private static final double USUAL_MAX = 0.97;

  /// Standard errors that suit a threshold.
  public static double standardErrors(double thresholdDays) {
    return thresholdDays >= FLEET_THRESHOLD_DAYS ? STANDARD_ERRORS_OF_FLEET : STANDARD_ERRORS;
  }

  /// Learns from slots, in any order.
  ///
  /// @param standardErrors of the mean, in the margin; see [#standardErrors]
  /// @return nothing where there was no answer
  public static Optional<SeasonalBaseline> learn(
      Points points, ZoneId zone, List<Slot> slots, double standardErrors) {
    return new Learning(points, zone, slots).baseline(standardErrors);
  }

  @Override
  public Reference at(Instant start) {
    return new Reference(points, usual(start.atZone(zone)), margin, variance, overdispersion);
  }

  /// Ratings that are usual in a slot.
  public double expectedRatings(Slot slot) {
    return volume.expected(slot, zone);
  }

  private double usual(ZonedDateTime local) {
    return usual(mean, effects.weekday(local), effects.hour(local));
  }

  static double usual(double mean, double ofWeekday, double ofHour) {
    return Math.clamp(mean + ofWeekday + ofHour, USUAL_MIN, USUAL_MAX);
  }
}
