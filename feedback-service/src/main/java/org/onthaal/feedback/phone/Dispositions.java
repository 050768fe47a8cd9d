package org.onthaal.feedback.phone;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How many calls ended how, and how many were turned away before they were one. Without numbers of
/// callers. Safe for any thread.
public final class Dispositions {
  private final Map<Disposition, LongAdder> counts = new EnumMap<>(Disposition.class);
  private final LongAdder turnedAway = new LongAdder();

  public Dispositions() {
    for (Disposition disposition : Disposition.values()) {
      counts.put(disposition, new LongAdder());
    }
  }

  /// Counts the end of a call.
  public void ended(Disposition disposition) {
    counter(disposition).increment();
  }

  /// Counts a connection that may not call, or says nothing that is a call.
  public void turnedAway() {
    turnedAway.increment();
  }

  public long count(Disposition disposition) {
    return counter(disposition).sum();
  }

  public long turnedAwayCount() {
    return turnedAway.sum();
  }

  private LongAdder counter(Disposition disposition) {
    LongAdder counter = counts.get(disposition);
    if (counter == null) {
      throw new IllegalStateException("every disposition is counted: " + disposition);
    }
    return counter;
  }
}
