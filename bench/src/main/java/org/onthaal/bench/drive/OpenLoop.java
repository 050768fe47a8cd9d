package org.onthaal.bench.drive;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/// Calls that start by the clock, whatever became of the ones before: as people do. A call's time
/// counts from when it was due, so that a server that stalls is not spared.
public final class OpenLoop {
  /// Calls that may be under way; beyond them the next ones start late, which their times show.
  private static final int IN_FLIGHT_MAX = 8192;

  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  private final ClosedLoop.Call call;
  private final ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);
  private final Semaphore free = new Semaphore(IN_FLIGHT_MAX);
  private final AtomicLong good = new AtomicLong();
  private final AtomicLong bad = new AtomicLong();

  /// What became of the calls.
  public record Outcome(long good, long bad, double p50Millis, double p99Millis) {}

  public OpenLoop(ClosedLoop.Call call) {
    this.call = call;
  }

  /// Starts so many calls per second, and returns when the last one was answered.
  public Outcome run(double perSecond, Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    long calls = (long) (perSecond * duration.toNanos() / 1e9);
    for (long i = 0; i < calls; i++) {
      long due = start + (long) (i / perSecond * 1e9);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      free.acquire();
      call.start(succeeded -> {
        nanos.recordValue(Math.min(System.nanoTime() - due, LONGEST_NANOS));
        (succeeded ? good : bad).incrementAndGet();
        free.release();
      });
    }
    if (!free.tryAcquire(IN_FLIGHT_MAX, 1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("calls without an answer");
    }
    return new Outcome(
        good.get(),
        bad.get(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6);
  }
}
