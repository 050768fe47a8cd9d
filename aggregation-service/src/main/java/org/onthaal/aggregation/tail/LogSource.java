package org.onthaal.aggregation.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A log of partitions with gap-free offsets. Safe for any thread.
public interface LogSource extends AutoCloseable {
  /// One per partition, in order of partition.
  ///
  /// @throws LogUnavailableException when it cannot be asked now
  List<Head> heads();

  /// A reader of everything after an offset; -1 means from the start.
  Tail tail(int partition, long afterOffset);

  /// Counts every stored rating anew in one snapshot; the heads come first, then each cell once.
  ///
  /// @throws LogUnavailableException when it cannot be asked now, or was cut
  void recount(Instant minutesFrom, Consumer<List<Head>> heads, Consumer<RecountedCell> cells);

  @Override
  void close();

  /// The last offset of a partition; -1 when it is empty.
  record Head(int partition, long offset) {}

  /// One reader's place in one partition. For one thread only.
  interface Tail extends AutoCloseable {
    /// The next signal, or nothing within the time.
    ///
    /// @throws LogUnavailableException when the reader must begin anew from its last offset
    /// @throws LogBrokenException when reading on would lose entries
    Optional<Signal> next(Duration wait) throws InterruptedException;

    @Override
    void close();
  }
}
