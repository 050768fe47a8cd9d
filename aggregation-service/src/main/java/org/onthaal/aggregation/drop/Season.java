package org.onthaal.aggregation.drop;

import java.time.ZonedDateTime;
import java.util.List;

/// One number per weekday and one per hour of the day, both local.
///
/// @param byWeekday Monday first
/// @param byHour midnight first
public record Season(List<Double> byWeekday, List<Double> byHour) {
  static final int WEEKDAYS = 7;
  static final int HOURS = 24;

  public Season {
    byWeekday = List.copyOf(byWeekday);
    byHour = List.copyOf(byHour);
    if (byWeekday.size() != WEEKDAYS || byHour.size() != HOURS) {
      throw new IllegalArgumentException(
          "season: %d weekdays, %d hours (expected: 7 and 24)"
              .formatted(byWeekday.size(), byHour.size()));
    }
  }

  double weekday(ZonedDateTime local) {
    return byWeekday.get(local.getDayOfWeek().getValue() - 1);
  }

  double hour(ZonedDateTime local) {
    return byHour.get(local.getHour());
  }
}
