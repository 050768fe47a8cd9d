package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.fold.CellKey;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// Which streams of a rule a batch touched, each with the newest rating that arrived, if one did.
final class Touched {
  private Touched() {}

  static Map<Stream, Optional<Instant>> streams(Rule rule, Map<CellKey, Optional<Instant>> cells) {
    Map<Stream, Optional<Instant>> streams = new HashMap<>();
    Optional<Metric> metric = metric(rule);
    cells.forEach((cell, arrived) -> {
      boolean counts = !cell.imported() && !cell.suspected();
      if (counts && (metric.isEmpty() || metric.get() == cell.metric())) {
        Stream all = stream(cell);
        if (isWanted(rule, all)) {
          streams.merge(all.narrowedTo(rule.watch().liveBy()), arrived, Touched::newest);
        }
      }
    });
    return streams;
  }

  /// Those that a change touched.
  static Set<Stream> streams(Rule rule, Change change) {
    return streams(rule, change.touched()).keySet();
  }

  private static Optional<Instant> newest(Optional<Instant> one, Optional<Instant> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream())
        .max(Comparator.naturalOrder());
  }

  /// The metric whose answers a rule counts; an absence counts any.
  static Optional<Metric> metric(Rule rule) {
    return switch (rule) {
      case Rule.Threshold threshold -> Optional.of(threshold.metric());
      case Rule.Decline decline -> Optional.of(decline.metric());
      case Rule.Drop drop -> Optional.of(drop.metric());
      case Rule.Absence _, Rule.UnusualAbsence _, Rule.Kiosk _ -> Optional.empty();
    };
  }

  private static boolean isWanted(Rule rule, Stream stream) {
    return rule.watch().where().accepts(stream);
  }

  private static Stream stream(CellKey cell) {
    Map<Dimension, String> values = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      values.put(dimension, cell.value(dimension));
    }
    return new Stream(values);
  }
}
