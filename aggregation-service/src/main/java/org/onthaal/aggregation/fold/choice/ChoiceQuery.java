package org.onthaal.aggregation.fold.choice;

import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.onthaal.aggregation.measure.Dimension;

/// Which days of which ratings. Imported ratings are in, suspected ones not.
///
/// @param firstDay epoch day, inclusive
/// @param endDay epoch day, exclusive
/// @param zone whose days are meant; that of every administration that the filters reach
/// @param filters codes per dimension, any of them; an absent dimension means all
public record ChoiceQuery(
    long firstDay, long endDay, ZoneId zone, Map<Dimension, Set<String>> filters) {
  public ChoiceQuery {
    EnumMap<Dimension, Set<String>> copy = new EnumMap<>(Dimension.class);
    filters.forEach((dimension, codes) -> copy.put(dimension, Set.copyOf(codes)));
    filters = Collections.unmodifiableMap(copy);
  }
}
