package org.onthaal.feedback.store;

import java.util.concurrent.atomic.LongAdder;

/// What the writers did since the start. Safe for any thread.
public final class StoreCounters {
  final LongAdder batches = new LongAdder();
  final LongAdder stored = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder conflicts = new LongAdder();
  final LongAdder overloaded = new LongAdder();
  final LongAdder unavailable = new LongAdder();
  final LongAdder conflictBatches = new LongAdder();

  public long batches() {
    return batches.sum();
  }

  public long stored() {
    return stored.sum();
  }

  public long duplicates() {
    return duplicates.sum();
  }

  public long conflicts() {
    return conflicts.sum();
  }

  public long overloaded() {
    return overloaded.sum();
  }

  public long unavailable() {
    return unavailable.sum();
  }

  /// Batches whose COPY met an existing key and was done again row by row.
  public long conflictBatches() {
    return conflictBatches.sum();
  }

  void count(Appended outcome) {
    switch (outcome) {
      case Appended.Stored _ -> stored.increment();
      case Appended.Duplicate _ -> duplicates.increment();
      case Appended.Conflict _ -> conflicts.increment();
      case Appended.Overloaded _ -> overloaded.increment();
      case Appended.Unavailable _ -> unavailable.increment();
    }
  }
}
