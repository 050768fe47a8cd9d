package org.onthaal.aggregation.tail;

import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// One window of one cell, counted by feedback-service from its stored ratings.
///
/// @param start epoch seconds of a minute or hour, epoch day of a day
public record RecountedCell(
    Place place,
    String question,
    Metric metric,
    boolean suspected,
    boolean imported,
    Length length,
    long start,
    Tally tally) {
  /// Which window.
  public enum Length {
    MINUTE,
    HOUR,
    DAY
  }
}
