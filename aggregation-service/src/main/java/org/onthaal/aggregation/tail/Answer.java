package org.onthaal.aggregation.tail;

import java.util.OptionalInt;
import org.onthaal.aggregation.measure.Metric;

/// The answer to one question; without a score it is a "don't know".
public record Answer(String question, Metric metric, OptionalInt score) {
  public Answer {
    if (score.isPresent() && !metric.accepts(score.getAsInt())) {
      throw new IllegalArgumentException(
          "score: %d (expected: %d to %d for %s)"
              .formatted(score.getAsInt(), metric.lowest(), metric.highest(), metric));
    }
  }
}
