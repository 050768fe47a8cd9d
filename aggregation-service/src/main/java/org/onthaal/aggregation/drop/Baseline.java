package org.onthaal.aggregation.drop;

import java.time.Instant;

/// What a stream is compared with, at any time.
public sealed interface Baseline permits SeasonalBaseline, FixedTarget {
  /// What answers are worth.
  Points points();

  /// What a slot is judged against.
  ///
  /// @param start of the slot
  Reference at(Instant start);
}
