package org.onthaal.aggregation.drop;

import java.time.LocalDate;
import java.util.function.ToLongFunction;

/// The full days from which a baseline is learnt.
///
/// Days on which an alert fired, or on which the stream was silenced for maintenance, teach
/// nothing: their slots are left out by whoever collects them.
///
/// @param lastDay inclusive
public record LearningPeriod(LocalDate firstDay, LocalDate lastDay) {
  /// Four of every weekday.
  public static final int DAYS_MIN = 28;

  /// Half a year: what was usual earlier is not usual any more.
  public static final int DAYS_MAX = 182;

  /// So that a drop that is just being found does not pass for usual.
  public static final int GAP_DAYS = 7;

  /// As many ratings as make the margin that of a share with a standard error under a point.
  public static final long RATINGS_WANTED = 3000;

  public LearningPeriod {
    if (lastDay.isBefore(firstDay)) {
      throw new IllegalArgumentException(
          "period: " + firstDay + " to " + lastDay + " (expected: first to last day)");
    }
  }

  /// The period for a baseline that is learnt today: [#DAYS_MIN] days, and whole weeks more until
  /// there are [#RATINGS_WANTED], at most [#DAYS_MAX] days.
  ///
  /// @param ratings how many one day has
  public static LearningPeriod before(LocalDate today, ToLongFunction<LocalDate> ratings) {
    LocalDate last = today.minusDays(GAP_DAYS + 1);
    LocalDate first = last.plusDays(1);
    long found = 0;
    for (int days = 0; days < DAYS_MIN || (found < RATINGS_WANTED && days < DAYS_MAX); days += 7) {
      for (int day = 0; day < 7; day++) {
        first = first.minusDays(1);
        found += ratings.applyAsLong(first);
      }
    }
    return new LearningPeriod(first, last);
  }
}
