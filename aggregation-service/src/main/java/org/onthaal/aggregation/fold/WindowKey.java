package org.onthaal.aggregation.fold;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import org.onthaal.aggregation.tail.RatingFacts;

/// One window of one cell.
///
/// @param start epoch seconds of a minute or an hour (UTC), epoch day of a day (the
///   administration's zone)
record WindowKey(CellKey cell, Length length, long start) implements Comparable<WindowKey> {
  /// A rating that arrived later than this after it was given is not counted in its minute.
  static final Duration MINUTE_LATENESS_MAX = Duration.ofDays(3);

  private static final Comparator<WindowKey> ORDER =
      Comparator.comparing(WindowKey::length)
          .thenComparing(WindowKey::cell)
          .thenComparingLong(WindowKey::start);

  /// How long a window is.
  enum Length {
    MINUTE,
    HOUR,
    DAY
  }

  static WindowKey minute(CellKey cell, Instant time) {
    return new WindowKey(cell, Length.MINUTE, floor(time, 60));
  }

  static WindowKey hour(CellKey cell, Instant time) {
    return new WindowKey(cell, Length.HOUR, floor(time, 3600));
  }

  static WindowKey day(CellKey cell, Instant time, ZoneId zone) {
    return new WindowKey(cell, Length.DAY, time.atZone(zone).toLocalDate().toEpochDay());
  }

  /// Decided by the entry, never by the clock, so that folding the log again gives the same.
  static boolean hasMinute(RatingFacts facts) {
    return Duration.between(facts.ratedAt(), facts.receivedAt()).compareTo(MINUTE_LATENESS_MAX)
        <= 0;
  }

  private static long floor(Instant time, long seconds) {
    return Math.floorDiv(time.getEpochSecond(), seconds) * seconds;
  }

  @Override
  public int compareTo(WindowKey other) {
    return ORDER.compare(this, other);
  }
}
