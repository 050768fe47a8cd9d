package org.onthaal.bench.sdk;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// How long submissions kept their caller: microseconds.
///
/// @param refused those that the sender did not take
record SubmitCost(double p50, double p99, double max, long count, long refused) {
  private static final int DIGITS = 3;
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final double NANOS = 1e3;

  /// Submits from one thread, so many a second.
  static SubmitCost measure(Sender sender, int perSecond, int seconds) {
    Histogram histogram = new Histogram(HIGHEST_NANOS, DIGITS);
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long refused = 0;
    for (long due = start; due < end && System.nanoTime() < end; due += pause) {
      LockSupport.parkNanos(due - System.nanoTime());
      long before = System.nanoTime();
      boolean taken = sender.submit().isPresent();
      histogram.recordValue(Math.min(System.nanoTime() - before, HIGHEST_NANOS));
      refused += taken ? 0 : 1;
    }
    return new SubmitCost(
        histogram.getValueAtPercentile(50) / NANOS,
        histogram.getValueAtPercentile(99) / NANOS,
        histogram.getMaxValue() / NANOS,
        histogram.getTotalCount(),
        refused);
  }

  String line() {
    return String.format(Locale.ROOT, "%.1f %.1f %.1f %d %d", p50, p99, max, count, refused);
  }

  static SubmitCost parse(String line) {
    String[] words = line.split(" ", -1);
    return new SubmitCost(
        Double.parseDouble(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]));
  }
}
