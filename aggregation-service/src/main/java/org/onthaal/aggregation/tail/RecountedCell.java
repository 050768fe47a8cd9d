package org.onthaal.aggregation.tail;

import java.util.Optional;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// One window of one cell, counted by feedback-service from its stored ratings.
///
/// @param start epoch seconds of a minute or hour, epoch day of a day
/// @param choice what was chosen, empty text for anything; absent where answers to a question with
///   a scale are counted
public record RecountedCell(
    Place place,
    String question,
    Metric metric,
    boolean suspected,
    boolean imported,
    Length length,
    long start,
    Tally tally,
    Optional<String> choice) {
  /// Which window.
  public enum Length {
    MINUTE,
    HOUR,
    DAY
  }

  /// The same as ratings that chose something, counted by the score beside it.
  RecountedCell of(String chosen) {
    return new RecountedCell(
        place, question, metric, suspected, imported, length, start, tally, Optional.of(chosen));
  }
}
