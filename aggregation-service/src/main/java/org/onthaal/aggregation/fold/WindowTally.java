package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.util.Map;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// What one group counts in one window.
///
/// @param window index of the window in the query
/// @param group the dimensions asked for
/// @param changed whether anything of it was written after the offsets given; true when none were
public record WindowTally(
    int window,
    Instant start,
    Instant end,
    Map<Dimension, String> group,
    Metric metric,
    Tally tally,
    boolean changed) {}
