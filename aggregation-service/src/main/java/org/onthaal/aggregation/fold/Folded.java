package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.AdministrationFacts;

/// What a stretch of one partition did to the counts.
///
/// @param deltas signed, in the order in which rows are written
/// @param choices the same of what was chosen
/// @param touched cells whose counts changed, with the newest `rated_at` of the ratings that
///   arrived; empty when there were only corrections
/// @param known what the next stretch depends on
record Folded(
    SortedMap<WindowKey, Tally> deltas,
    SortedMap<ChoiceDay, Tally> choices,
    Map<CellKey, Optional<Instant>> touched,
    Map<String, AdministrationFacts> catalogue,
    List<Impossible> impossible,
    Known known) {
  Folded {
    touched = Map.copyOf(touched);
    catalogue = Map.copyOf(catalogue);
    impossible = List.copyOf(impossible);
  }

  /// An entry that cannot be folded.
  record Impossible(long offset, String reason, java.util.function.Supplier<byte[]> bytes) {}

  /// What earlier entries of a partition said that later ones depend on.
  ///
  /// @param zones of each administration
  /// @param counted administrations that have counts, whose zone can no longer change
  record Known(Map<String, ZoneId> zones, Set<String> counted) {
    Known {
      zones = Map.copyOf(zones);
      counted = Set.copyOf(counted);
    }
  }
}
