package org.onthaal.aggregation.rule;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/// Which answers are counted together.
public sealed interface WindowShape {
  /// Whole hours, days, ISO weeks or months of a zone.
  ///
  /// @param zone as written in the file; when absent, live rules take the administration's zone and
  ///   back-tests the zone that was asked for
  record Calendar(Unit unit, Optional<ZoneId> zone) implements WindowShape {}

  /// The time just before now, in whole minutes, or in whole hours when it is long.
  record Sliding(Duration length) implements WindowShape {
    /// As long as the longest month.
    public static final Duration LENGTH_MAX = Duration.ofDays(31);

    public static final Duration LENGTH_MIN = Duration.ofMinutes(1);

    /// Minutes are kept for 72 hours, and a decline needs two windows of them; a longer window
    /// begins on a whole hour.
    public static final Duration MINUTES_MAX = Duration.ofHours(35);

    public Sliding {
      if (length.compareTo(LENGTH_MIN) < 0 || length.compareTo(LENGTH_MAX) > 0) {
        throw new IllegalArgumentException(
            "length: %s (expected: %s to %s)".formatted(length, LENGTH_MIN, LENGTH_MAX));
      }
    }
  }

  /// Length of a calendar window.
  enum Unit {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }
}
