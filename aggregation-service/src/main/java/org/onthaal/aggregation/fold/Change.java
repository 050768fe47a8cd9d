package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What one committed step of the fold altered.
///
/// @param partition whose log was read
/// @param offset up to which the log is folded; -1 when the partition is empty
/// @param at the log's time: when the newest batch was appended, or when there was nothing newer
/// @param caughtUp whether nothing newer existed at `at`
/// @param touched cells whose counts changed, each with the newest `rated_at` of the ratings that
///   arrived, which corrections are not; empty for a tick
public record Change(
    int partition,
    long offset,
    Instant at,
    boolean caughtUp,
    Map<CellKey, Optional<Instant>> touched) {
  public Change {
    touched = Map.copyOf(touched);
  }
}
