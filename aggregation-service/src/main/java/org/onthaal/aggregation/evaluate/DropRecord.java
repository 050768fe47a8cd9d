package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.measure.Tally;

/// All that an alert of a drop was decided on, so that anyone can compute it again.
///
/// @param baseline what was usual; absent for a target
/// @param slots from four weeks before the alert until it was over, or at most as many as are
///   answered; in order of time
public record DropRecord(Optional<SeasonalBaseline> baseline, List<Judged> slots) {
  /// More than a drop alert has in half a year of hours.
  public static final int SLOTS_MAX = 5_000;

  public DropRecord {
    slots = List.copyOf(slots);
  }

  /// One slot as it was judged.
  ///
  /// @param reference in points
  /// @param against what the reference was made of; absent for slots of before that was kept
  /// @param evidenceDays with the slot, before an alarm set it back
  /// @param bets as they were after it
  public record Judged(
      Instant start,
      double openDays,
      double reference,
      Optional<Against> against,
      Tally counts,
      double evidenceDays,
      Bets bets) {}

  /// What a slot was judged against.
  ///
  /// @param drop size of the drop whose end was looked for, in points
  public record Against(Reference reference, Optional<Double> drop) {}

  /// Days that each of the four bets holds, that on the smallest drop first.
  public record Bets(List<Double> evidence, List<Double> recovery) {}

  /// Where they are kept.
  @FunctionalInterface
  public interface Source {
    /// The record of one alert.
    ///
    /// @throws org.onthaal.aggregation.alert.StoreFailedException when the database does not answer
    DropRecord of(Alert alert);
  }
}
