package org.onthaal.aggregation.drop;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/// How many ratings are usual.
///
/// @param ratingsPerDay of opening time
/// @param factors of a weekday and of an hour, 1 on average; both multiply
/// @param overdispersion at least 1: how much more days vary than a Poisson number would
public record SeasonalVolume(double ratingsPerDay, Season factors, double overdispersion) {
  /// Learns from slots, in any order; nothing where nobody came.
  public static Optional<SeasonalVolume> learn(ZoneId zone, List<Slot> slots) {
    // What answers are worth plays no part in how many there are.
    return new Learning(Points.SATISFIED, zone, slots).usualVolume();
  }

  /// Ratings that are usual in a slot.
  ///
  /// @param zone in which days and hours are local
  public double expected(Slot slot, ZoneId zone) {
    return expected(slot.openDays(), slot.start().atZone(zone));
  }

  double expected(double openDays, ZonedDateTime local) {
    return openDays * ratingsPerDay * factors.weekday(local) * factors.hour(local);
  }
}
