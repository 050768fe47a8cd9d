package org.onthaal.aggregation.tail;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// What a reader hears next.
public sealed interface Signal {
  int partition();

  long offset();

  /// One row of the log.
  record Batch(int partition, long offset, Instant appendedAt, List<Logged> entries)
      implements Signal {
    public Batch {
      entries = List.copyOf(entries);
    }
  }

  /// Everything up to `offset` has been sent and nothing later existed at `at`.
  record CaughtUp(int partition, long offset, Instant at) implements Signal {}

  /// An entry with its bytes, for the case that it must be put aside.
  record Logged(Entry entry, Supplier<byte[]> bytes) {}
}
