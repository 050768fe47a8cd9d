package org.onthaal.feedback.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Keeps each caller to a rate. Remembers only so many; when they are too many, the others share
/// one rate: it never opens, and never grows. Safe for any thread.
///
/// @param <K> what a caller is known by
public final class RateLimiter<K> {
  // An entry that is due says nothing any more; nanoseconds.
  private static final long TIDY_EVERY = Duration.ofSeconds(60).toNanos();
  private static final long TIDY_FULL_EVERY = Duration.ofSeconds(1).toNanos();

  private final Rate rate;
  private final Rate shared;
  private final int entriesMax;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<K, Long> due = new HashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder overflowed = new LongAdder();
  private long sharedDue;
  private long tidied;

  /// @param shared by all that are not remembered, because `entriesMax` others are
  public RateLimiter(Rate rate, Rate shared, int entriesMax, LongSupplier nanoTime) {
    this.rate = rate;
    this.shared = shared;
    this.entriesMax = entriesMax;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /// Takes `cost` at once, or nothing.
  ///
  /// @return zero when taken; otherwise how long to wait
  public synchronized Duration take(K key, int cost) {
    long now = nanoTime.getAsLong() - start;
    tidy(now);
    boolean remembered = due.containsKey(key) || due.size() < entriesMax;
    long before = remembered ? due.getOrDefault(key, now) : sharedDue;
    Rate judge = remembered ? rate : shared;
    long wait = judge.waitNanos(before, now, cost);
    if (!remembered) {
      overflowed.increment();
    }
    if (wait > 0) {
      refused.increment();
      return Duration.ofNanos(wait);
    }
    long after = judge.dueAfter(before, now, cost);
    if (remembered) {
      due.put(key, after);
    } else {
      sharedDue = after;
    }
    return Duration.ZERO;
  }

  /// Returns what was taken a moment ago and not used after all.
  public synchronized void giveBack(K key, int cost) {
    Long after = due.get(key);
    if (after == null) {
      sharedDue = shared.dueBefore(sharedDue, cost);
    } else {
      due.put(key, rate.dueBefore(after, cost));
    }
  }

  /// Callers that are remembered.
  public synchronized int entries() {
    return due.size();
  }

  /// Refusals so far.
  public long refused() {
    return refused.sum();
  }

  /// How often a caller was judged by the shared rate.
  public long overflowed() {
    return overflowed.sum();
  }

  private void tidy(long now) {
    long every = due.size() < entriesMax ? TIDY_EVERY : TIDY_FULL_EVERY;
    if (now - tidied >= every) {
      tidied = now;
      due.values().removeIf(next -> next <= now);
    }
  }
}
