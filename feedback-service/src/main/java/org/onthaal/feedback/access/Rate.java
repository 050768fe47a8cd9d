package org.onthaal.feedback.access;

import java.time.Duration;

/// How many per time, judged by the generic cell rate algorithm (ITU-T I.371): one number per
/// caller, no window at whose edge twice the rate would pass.
///
/// @param perMinute in the long run
/// @param burst at once, after a pause
public record Rate(int perMinute, int burst) {
  public Rate {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException(
          perMinute + " per minute, burst " + burst + " (expected: 1 or more)");
    }
  }

  /// How long a caller has to wait; zero when it need not.
  ///
  /// @param due when the next one of this caller is due at the even rate
  /// @param now on the same scale, in nanoseconds
  /// @param cost how many at once; more than a burst pass together after a full pause, and are paid
  ///   for afterwards
  long waitNanos(long due, long now, int cost) {
    long ahead = Math.max(due - now, 0);
    long room = intervalNanos() * (burst - Math.min(cost, burst));
    return Math.max(ahead - room, 0);
  }

  /// When the next one is due after these.
  long dueAfter(long due, long now, int cost) {
    return Math.max(due, now) + cost * intervalNanos();
  }

  /// When the next one would be due without these.
  long dueBefore(long due, int cost) {
    return due - cost * intervalNanos();
  }

  private long intervalNanos() {
    return Duration.ofMinutes(1).toNanos() / perMinute;
  }
}
