package org.onthaal.feedback.store.burst;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The presses of one device that count: at most so many in any window, wherever it begins. In what
/// order presses are offered decides which ones count, never how many of a window do.
final class CountedPresses {
  private final BurstLimits limits;
  private final List<Instant> times;

  /// @param counted those that count already
  CountedPresses(BurstLimits limits, List<Instant> counted) {
    this.limits = limits;
    times = new ArrayList<>(counted);
    Collections.sort(times);
  }

  /// Counts one more; false where it would be one too many, and is not counted.
  boolean add(Instant at) {
    int found = Collections.binarySearch(times, at);
    int place = found < 0 ? -found - 1 : found;
    times.add(place, at);
    // Each window that is too full now holds the new one.
    for (int first = Math.max(0, place - limits.ratingsMax()); first <= place; first++) {
      int last = first + limits.ratingsMax();
      if (last < times.size() && times.get(last).isBefore(times.get(first).plus(limits.window()))) {
        times.remove(place);
        return false;
      }
    }
    return true;
  }
}
