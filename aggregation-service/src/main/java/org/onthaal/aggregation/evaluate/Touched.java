package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.fold.CellKey;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// Which streams of a rule a batch touched, each with its newest rating.
final class Touched {
  private Touched() {}

  static Map<Stream, Instant> streams(Rule rule, Map<CellKey, Instant> cells) {
    Map<Stream, Instant> streams = new HashMap<>();
    Optional<Metric> metric = metric(rule);
    cells.forEach((cell, ratedAt) -> {
      boolean counts = !cell.imported() && !cell.suspected();
      if (counts && (metric.isEmpty() || metric.get() == cell.metric())) {
        Stream all = stream(cell);
        if (isWanted(rule, all)) {
          streams.merge(
              all.narrowedTo(rule.watch().liveBy()), ratedAt, (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    });
    return streams;
  }

  /// The metric whose answers a rule counts; an absence counts any.
  static Optional<Metric> metric(Rule rule) {
    return switch (rule) {
      case Rule.Threshold threshold -> Optional.of(threshold.metric());
      case Rule.Decline decline -> Optional.of(decline.metric());
      case Rule.Absence _ -> Optional.empty();
    };
  }

  private static boolean isWanted(Rule rule, Stream stream) {
    return stream.values().entrySet().stream()
        .allMatch(value -> rule.watch().where().accepts(value.getKey(), value.getValue()));
  }

  private static Stream stream(CellKey cell) {
    Map<Dimension, String> values = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      values.put(dimension, cell.value(dimension));
    }
    return new Stream(values);
  }
}
