package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the counts include.
///
/// @param at everything that reached the log before is included; absent until every partition has
///   been heard of
/// @param offsets of partitions that have any entry
public record AsOf(Optional<Instant> at, SortedMap<Integer, Long> offsets) {
  public AsOf {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /// Whether everything up to these positions is included.
  public boolean includes(Map<Integer, Long> positions) {
    return positions.entrySet().stream()
        .allMatch(position -> offsets.getOrDefault(position.getKey(), -1L) >= position.getValue());
  }
}
