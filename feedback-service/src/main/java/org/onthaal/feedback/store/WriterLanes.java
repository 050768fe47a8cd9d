package org.onthaal.feedback.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.onthaal.feedback.store.BatchWriter.Pending;

/// Queues each row with the writer of its partition. Safe for any thread.
final class WriterLanes {
  // How soon a wait that is too long is noticed.
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final List<BatchWriter> writers;
  private final List<Thread> threads;
  private final StoreCounters counters;
  private final CountDownLatch closed = new CountDownLatch(1);

  WriterLanes(
      int count,
      Supplier<BatchWriter> writer,
      ThreadFactory threadFactory,
      StoreCounters counters) {
    writers = Stream.generate(writer).limit(count).toList();
    threads = writers.stream().map(threadFactory::newThread).toList();
    this.counters = counters;
    threads.forEach(Thread::start);
    threadFactory.newThread(this::watch).start();
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
        writers.forEach(BatchWriter::expire);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  CompletableFuture<Appended> append(StoredRow row) {
    Pending pending = new Pending(row, System.nanoTime(), new CompletableFuture<>());
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
    closed.countDown();
  }
}
