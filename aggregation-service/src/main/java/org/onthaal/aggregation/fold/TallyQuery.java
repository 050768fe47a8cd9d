package org.onthaal.aggregation.fold;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Windows;

/// Which counts, in which windows, told apart by what.
///
/// @param by empty gives one group per metric
/// @param filters codes per dimension, any of them; an absent dimension means all
/// @param imported whether ratings from files of earlier ratings are included
/// @param suspected whether ratings that are counted apart are included
public record TallyQuery(
    Windows windows,
    Set<Dimension> by,
    Map<Dimension, Set<String>> filters,
    boolean imported,
    boolean suspected) {
  public TallyQuery {
    by = by.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(by));
    EnumMap<Dimension, Set<String>> copy = new EnumMap<>(Dimension.class);
    filters.forEach((dimension, codes) -> copy.put(dimension, Set.copyOf(codes)));
    filters = java.util.Collections.unmodifiableMap(copy);
  }

  /// All ratings, imported ones included, suspected ones not.
  public static TallyQuery of(Windows windows, Set<Dimension> by) {
    return new TallyQuery(windows, by, Map.of(), true, false);
  }

  public TallyQuery where(Dimension dimension, Set<String> codes) {
    EnumMap<Dimension, Set<String>> more = new EnumMap<>(Dimension.class);
    more.putAll(filters);
    more.put(dimension, codes);
    return new TallyQuery(windows, by, more, imported, suspected);
  }

  /// The same of live ratings only, as live rules need it.
  public TallyQuery withoutImported() {
    return new TallyQuery(windows, by, filters, false, suspected);
  }

  /// The same in other windows.
  public TallyQuery in(Windows others) {
    return new TallyQuery(others, by, filters, imported, suspected);
  }
}
