package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.drop.NoRatings;

/// All that an alert of an unusual absence was decided on, so that anyone can compute it again.
///
/// @param usual what was usual; absent where `after` is fixed
/// @param slots from the last one with a rating until the alert was over, or at most as many as are
///   answered; in order of time
public record AbsenceRecord(Optional<UsualVolume> usual, List<Judged> slots) {
  /// Half a year of hours.
  public static final int SLOTS_MAX = 5_000;

  public AbsenceRecord {
    slots = List.copyOf(slots);
  }

  /// One slot as it was judged.
  ///
  /// @param ratings that arrived in it
  /// @param expected in it
  /// @param after expected since the last rating, this slot included
  /// @param needed expected ratings that must stay away
  public record Judged(
      Instant start,
      double openDays,
      long ratings,
      double expected,
      NoRatings after,
      double needed) {}

  /// Where they are kept.
  @FunctionalInterface
  public interface Source {
    /// The record of one alert.
    ///
    /// @throws org.onthaal.aggregation.alert.StoreFailedException when the database does not answer
    AbsenceRecord of(Alert alert);
  }
}
