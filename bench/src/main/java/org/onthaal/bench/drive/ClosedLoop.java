package org.onthaal.bench.drive;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;

/// A fixed number of callers, each starting its next call when the last one was answered.
public final class ClosedLoop {
  /// Longest time that is told apart; beyond it the histogram says this much.
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  private static final Duration WARM_UP = Duration.ofSeconds(1);

  private final int callers;
  private final int ratingsPerCall;
  private final Call call;

  /// One call in the making.
  public interface Call {
    /// Starts the call.
    ///
    /// @param answered to be run once, on any thread, with whether the call succeeded
    void start(Answered answered);
  }

  /// What a call reports when it is over.
  public interface Answered {
    void answered(boolean succeeded);
  }

  /// What happened: calls answered well and badly within the measured time, and how long they took.
  public record Outcome(
      long ratings, long errors, double seconds, double p50Millis, double p99Millis) {}

  public ClosedLoop(int callers, int ratingsPerCall, Call call) {
    this.callers = callers;
    this.ratingsPerCall = ratingsPerCall;
    this.call = call;
  }

  /// Drives the callers; the first second is not measured.
  ///
  /// @param measuring run when measuring begins, to read the clocks of the processes
  public Outcome run(Duration duration, Runnable measuring) {
    Run run = new Run();
    long start = System.nanoTime();
    long from = start + WARM_UP.toNanos();
    long until = from + duration.toNanos();
    run.expect(callers);
    for (int i = 0; i < callers; i++) {
      next(run, () -> System.nanoTime() < until);
    }
    while (System.nanoTime() < from) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
    measuring.run();
    long measuredFrom = run.begin();
    run.awaitAll();
    return run.outcome(measuredFrom, ratingsPerCall);
  }

  private void next(Run run, BooleanSupplier more) {
    long started = System.nanoTime();
    call.start(succeeded -> {
      run.record(System.nanoTime() - started, succeeded);
      if (more.getAsBoolean()) {
        next(run, more);
      } else {
        run.callerDone();
      }
    });
  }

  /// Counters of one run.
  private static final class Run {
    private final ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();
    private final Phaser callersLeft = new Phaser(1);
    private volatile boolean measuring;
    private volatile long lastAnswer;

    void expect(int callers) {
      callersLeft.bulkRegister(callers);
    }

    long begin() {
      measuring = true;
      return System.nanoTime();
    }

    void record(long elapsed, boolean succeeded) {
      if (!measuring) {
        return;
      }
      (succeeded ? good : bad).incrementAndGet();
      nanos.recordValue(Math.min(elapsed, LONGEST_NANOS));
      lastAnswer = System.nanoTime();
    }

    void callerDone() {
      callersLeft.arriveAndDeregister();
    }

    void awaitAll() {
      callersLeft.arriveAndAwaitAdvance();
    }

    Outcome outcome(long measuredFrom, int ratingsPerCall) {
      double seconds = (lastAnswer - measuredFrom) / 1e9;
      return new Outcome(
          good.get() * ratingsPerCall,
          bad.get(),
          seconds,
          nanos.getValueAtPercentile(50) / 1e6,
          nanos.getValueAtPercentile(99) / 1e6);
    }
  }
}
