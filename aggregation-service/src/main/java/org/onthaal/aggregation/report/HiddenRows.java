package org.onthaal.aggregation.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;

/// Which rows of one answer too few people are behind to be shown.
///
/// A row is a part of several totals that a caller can ask for as well: for each dimension the row
/// without it, and the group in the whole range. Where one total needs another row hidden, that row
/// may be left alone under the next total, so it goes on until nothing changes. Where a total has
/// no second part to hide, or ranges overlap, several answers together can still tell: that needs
/// questions that are fixed beforehand.
final class HiddenRows {
  private final Set<Part> hidden = new HashSet<>();

  /// A row, in whichever of the two lists it stands.
  private record Part(Instant start, Instant end, Map<Dimension, String> group, Metric metric) {
    static Part of(WindowTally row) {
      return new Part(row.start(), row.end(), row.group(), row.metric());
    }
  }

  /// What a total sums up.
  ///
  /// @param list which of the lists
  /// @param start absent for the whole range
  private record Total(
      int list, Optional<Instant> start, Map<Dimension, String> group, Metric metric) {}

  /// @param lists rows in order, and those of the periods before: a period that is in both is
  ///   hidden in both or in none
  static HiddenRows of(Suppression suppression, List<List<WindowTally>> lists) {
    HiddenRows rows = new HiddenRows();
    if (suppression.isOn()) {
      rows.hide(suppression, lists);
    }
    return rows;
  }

  boolean contains(WindowTally row) {
    return hidden.contains(Part.of(row));
  }

  private void hide(Suppression suppression, List<List<WindowTally>> lists) {
    // In the order of the rows, so that every replica hides the same ones.
    Map<Total, SequencedMap<Part, Long>> totals = new LinkedHashMap<>();
    for (int list = 0; list < lists.size(); list++) {
      for (WindowTally row : lists.get(list)) {
        for (Total total : totals(list, row)) {
          totals
              .computeIfAbsent(total, _ -> new LinkedHashMap<>())
              .put(Part.of(row), row.tally().n());
        }
      }
    }
    int before;
    do {
      before = hidden.size();
      for (SequencedMap<Part, Long> parts : totals.values()) {
        long n = parts.values().stream().mapToLong(Long::longValue).sum();
        hidden.addAll(suppression.hidden(parts, hidden, !suppression.hides(n)));
      }
    } while (hidden.size() > before);
  }

  private static List<Total> totals(int list, WindowTally row) {
    List<Total> totals = new ArrayList<>();
    totals.add(new Total(list, Optional.empty(), row.group(), row.metric()));
    for (Dimension dimension : row.group().keySet()) {
      Map<Dimension, String> without = new EnumMap<>(row.group());
      without.remove(dimension);
      totals.add(new Total(list, Optional.of(row.start()), without, row.metric()));
    }
    return totals;
  }
}
