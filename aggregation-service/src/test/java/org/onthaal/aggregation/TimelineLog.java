package org.onthaal.aggregation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.RecountedCell;
import org.onthaal.aggregation.tail.Signal;

/** A log of one partition in memory; it is caught up at whatever time the test's clock shows. */
final class TimelineLog implements LogSource {
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private final InstantSource clock;
  private final List<Signal.Batch> batches = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  TimelineLog(InstantSource clock) {
    this.clock = clock;
  }

  void append(List<Entry> entries) {
    List<Signal.Logged> logged =
        entries.stream().map(entry -> new Signal.Logged(entry, () -> new byte[0])).toList();
    lock.lock();
    try {
      batches.add(new Signal.Batch(0, batches.size(), clock.instant(), logged));
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Head> heads() {
    lock.lock();
    try {
      return List.of(new Head(0, batches.size() - 1));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Tail tail(int partition, long afterOffset) {
    return new MemoryTail(Math.toIntExact(afterOffset + 1));
  }

  @Override
  public void recount(
      Instant minutesFrom, Consumer<List<Head>> heads, Consumer<RecountedCell> cells) {
    throw new UnsupportedOperationException("not part of this log");
  }

  @Override
  public void close() {}

  private final class MemoryTail implements Tail {
    private int next;
    private Instant caughtUp = Instant.MIN;

    MemoryTail(int next) {
      this.next = next;
    }

    @Override
    public Optional<Signal> next(Duration wait) throws InterruptedException {
      lock.lock();
      try {
        Instant now = clock.instant();
        if (next < batches.size()) {
          return Optional.of(batches.get(next++));
        }
        if (!now.equals(caughtUp)) {
          caughtUp = now;
          return Optional.of(new Signal.CaughtUp(0, next - 1, now));
        }
        // The clock moves without a signal: look again soon.
        long nanos = Math.min(wait.toNanos(), LOOK_AGAIN_NANOS);
        while (nanos > 0 && next >= batches.size()) {
          nanos = news.awaitNanos(nanos);
        }
        return Optional.empty();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {}
  }
}
