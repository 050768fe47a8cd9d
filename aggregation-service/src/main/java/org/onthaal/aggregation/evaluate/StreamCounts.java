package org.onthaal.aggregation.evaluate;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.Watch.Selection;

/// Counts of the streams of one rule in some windows, from the tallies.
///
/// Patterns with `*` cannot be looked up: their dimension is read apart, matched here, and pooled.
/// Scores of different metrics cannot be pooled: where any metric is asked for, all answers, "don't
/// know" included, stand at score 0, and only their number says something.
public final class StreamCounts {
  private final Map<Stream, Tally[]> tallies;
  // The window at i is made of the tallies from starts[i] until starts[i + 1].
  private final int[] starts;

  private StreamCounts(Map<Stream, Tally[]> tallies, int[] starts) {
    this.tallies = tallies;
    this.starts = starts;
  }

  /// What to read.
  ///
  /// @param metric of the answers; empty means any
  public record Asked(List<Dimension> by, Selection where, Optional<Metric> metric) {
    /// What a rule judges live: streams inside one administration.
    public static Asked live(Rule rule) {
      return new Asked(rule.watch().liveBy(), rule.watch().where(), Touched.metric(rule));
    }
  }

  /// Counts in the windows of a query.
  ///
  /// @param read answers a query
  public static StreamCounts of(
      Asked asked, TallyQuery query, Function<TallyQuery, List<WindowTally>> read) {
    int[] starts = IntStream.rangeClosed(0, query.windows().count()).toArray();
    StreamCounts counts = new StreamCounts(new HashMap<>(), starts);
    for (WindowTally row : read.apply(query)) {
      if (asked.metric().isEmpty() || asked.metric().get() == row.metric()) {
        counts.add(asked, row);
      }
    }
    return counts;
  }

  /// The query for what is asked, over all administrations and ratings that `where` allows.
  public static TallyQuery query(Asked asked, Windows windows) {
    EnumSet<Dimension> by = EnumSet.noneOf(Dimension.class);
    asked.by().forEach(dimension -> by.add(dimension));
    TallyQuery query = TallyQuery.of(windows, by);
    for (Dimension dimension : Dimension.values()) {
      List<String> exact = asked.where().exact(dimension);
      if (asked.where().needsMatching(dimension)) {
        by.add(dimension);
      } else if (!exact.isEmpty()) {
        query = query.where(dimension, Set.copyOf(exact));
      }
    }
    return new TallyQuery(windows, by, query.filters(), query.imported(), query.suspected());
  }

  /// The same query for these streams only.
  public static TallyQuery narrowed(TallyQuery query, Collection<Stream> streams) {
    TallyQuery narrowed = query;
    for (Dimension dimension : List.of(Dimension.ADMINISTRATION, Dimension.SERVICE)) {
      Set<String> values =
          streams.stream()
              .flatMap(stream -> stream.value(dimension).stream())
              .collect(Collectors.toSet());
      if (!values.isEmpty()) {
        narrowed = narrowed.where(dimension, values);
      }
    }
    return narrowed;
  }

  /// Streams that have any count in any window.
  public Set<Stream> streams() {
    return Set.copyOf(tallies.keySet());
  }

  public Tally at(Stream stream, int window) {
    Tally[] counted = tallies.get(stream);
    if (counted == null) {
      return Tally.EMPTY;
    }
    Tally sum = counted[starts[window]];
    for (int i = starts[window] + 1; i < starts[window + 1]; i++) {
      sum = sum.plus(counted[i]);
    }
    return sum;
  }

  /// The same counts in wider or fewer windows; nothing where these begin or end elsewhere.
  ///
  /// @param known the windows of these counts
  public Optional<StreamCounts> in(Windows known, Windows asked) {
    int[] found =
        asked.boundaries().stream()
            .mapToInt(boundary -> Collections.binarySearch(known.boundaries(), boundary))
            .toArray();
    boolean isKnown = Arrays.stream(found).allMatch(index -> index >= 0);
    return isKnown ? Optional.of(new StreamCounts(tallies, found)) : Optional.empty();
  }

  private void add(Asked asked, WindowTally row) {
    Map<Dimension, String> values = new EnumMap<>(Dimension.class);
    values.putAll(row.group());
    boolean wanted =
        values.entrySet().stream()
            .allMatch(value -> asked.where().accepts(value.getKey(), value.getValue()));
    if (wanted) {
      Tally[] counted =
          tallies.computeIfAbsent(new Stream(values).narrowedTo(asked.by()), _ -> empty());
      Tally tally = asked.metric().isPresent() ? row.tally() : numbered(row.tally());
      counted[row.window()] = counted[row.window()].plus(tally);
    }
  }

  private static Tally numbered(Tally tally) {
    return Tally.of(new long[] {tally.n() + tally.dontKnow()}, 0);
  }

  private Tally[] empty() {
    Tally[] empty = new Tally[starts.length - 1];
    Arrays.fill(empty, Tally.EMPTY);
    return empty;
  }
}
