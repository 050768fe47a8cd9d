package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.Evidence.WindowSpan;
import org.onthaal.aggregation.measure.Tally;

/// What is known of a stream when a rule is judged.
public sealed interface Observation {
  /// Counts of a window, and of the window before for rules that compare.
  record Counted(WindowSpan window, Tally now, Tally before) implements Observation {}

  /// How long nothing came.
  ///
  /// @param window from the last rating, or from when the stream was first known, until `at`
  record Quiet(WindowSpan window, Optional<Instant> lastRatedAt, Instant at)
      implements Observation {}
}
