package org.onthaal.feedback.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.onthaal.feedback.store.BatchWriter.Pending;

/// Sends each row to the writer that owns its partition: same administration, same id, same writer.
/// Safe for any thread.
final class WriterLanes {
  private final List<BatchWriter> writers;
  private final List<Thread> threads;
  private final StoreCounters counters;

  WriterLanes(
      int count,
      Supplier<BatchWriter> writer,
      ThreadFactory threadFactory,
      StoreCounters counters) {
    writers = Stream.generate(writer).limit(count).toList();
    threads = writers.stream().map(threadFactory::newThread).toList();
    this.counters = counters;
    threads.forEach(Thread::start);
  }

  CompletableFuture<Appended> append(StoredRow row) {
    Pending pending = new Pending(row, new CompletableFuture<>());
    if (!writers.get(row.partition() % writers.size()).offer(pending)) {
      Appended refused = new Appended.Overloaded();
      counters.count(refused);
      pending.outcome().complete(refused);
    }
    return pending.outcome();
  }

  /// Ratings that wait for a commit.
  int waiting() {
    return writers.stream().mapToInt(BatchWriter::waiting).sum();
  }

  /// Writes what waits, then ends; what is not written in time is refused.
  void close(Duration timeout) throws InterruptedException {
    writers.forEach(BatchWriter::close);
    for (Thread thread : threads) {
      if (!thread.join(timeout)) {
        thread.interrupt();
        thread.join(timeout);
      }
    }
  }
}
