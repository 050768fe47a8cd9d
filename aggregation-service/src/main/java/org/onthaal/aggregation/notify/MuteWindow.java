package org.onthaal.aggregation.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Set;

/// Times in which a route says nothing; what still holds afterwards is told then.
///
/// Muted is what lies in one of the weekdays, one of the dates and one of the times; what is not
/// given does not restrict. All of it is read off the clock on the wall, so an hour that comes
/// twice is muted twice, and one that is left out is not missed. Source: Alertmanager's
/// `time_intervals`.
public record MuteWindow(
    String name, ZoneId zone, Set<DayOfWeek> weekdays, Set<LocalDate> dates, List<Minutes> times) {
  public static final int MINUTES_PER_DAY = 24 * 60;

  /// Minutes of a day, half-open; the end may be 24:00.
  public record Minutes(int start, int end) {
    public Minutes {
      if (start < 0 || end <= start || end > MINUTES_PER_DAY) {
        throw new IllegalArgumentException(
            "minutes: %d to %d (expected: 0 <= start < end <= %d)"
                .formatted(start, end, MINUTES_PER_DAY));
      }
    }

    boolean contains(int minute) {
      return minute >= start && minute < end;
    }
  }

  public MuteWindow {
    weekdays = Set.copyOf(weekdays);
    dates = Set.copyOf(dates);
    times = List.copyOf(times);
  }

  public boolean contains(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    int minute = local.get(ChronoField.MINUTE_OF_DAY);
    return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek()))
        && (dates.isEmpty() || dates.contains(local.toLocalDate()))
        && (times.isEmpty() || times.stream().anyMatch(time -> time.contains(minute)));
  }
}
