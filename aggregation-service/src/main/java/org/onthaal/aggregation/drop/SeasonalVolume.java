package org.onthaal.aggregation.drop;

import java.time.ZonedDateTime;

/// How many ratings are usual.
///
/// @param ratingsPerDay of opening time
/// @param factors of a weekday and of an hour, 1 on average; both multiply
/// @param overdispersion at least 1: how much more days vary than a Poisson number would
public record SeasonalVolume(double ratingsPerDay, Season factors, double overdispersion) {
  double expected(double openDays, ZonedDateTime local) {
    return openDays * ratingsPerDay * factors.weekday(local) * factors.hour(local);
  }
}
