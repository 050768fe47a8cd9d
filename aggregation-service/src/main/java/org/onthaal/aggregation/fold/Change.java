package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one committed step of the fold altered.
///
/// @param partition whose log was read
/// @param offset up to which the log is folded; -1 when the partition is empty
/// @param at the log's time: when the newest batch was appended, or when there was nothing newer
/// @param caughtUp whether nothing newer existed at `at`
/// @param quarantined entries that could not be folded and were put aside
/// @param touched cells whose counts changed, each with the newest `rated_at` of the ratings that
///   arrived, which corrections are not; empty for a tick
public record Change(
    int partition,
    long offset,
    Instant at,
    boolean caughtUp,
    List<Quarantined> quarantined,
    Map<CellKey, Optional<Instant>> touched) {
  /// Where an entry stood, and why it could not be folded.
  public record Quarantined(long offset, String reason) {}

  public Change {
    quarantined = List.copyOf(quarantined);
    touched = Map.copyOf(touched);
  }
}
