package org.onthaal.aggregation.notify;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// Times in which a route says nothing; what still holds afterwards is told then.
///
/// Muted is what lies in one of the weekdays, on one of the dates or holidays, and in one of the
/// times; what is not given does not restrict. All of it is read off the clock on the wall, so an
/// hour that comes twice is muted twice, and one that is left out is not missed. Source:
/// Alertmanager's `time_intervals`.
public record MuteWindow(
    String name, ZoneId zone, Set<DayOfWeek> weekdays, Days days, List<Minutes> times) {
  public static final int MINUTES_PER_DAY = 24 * 60;

  /// Days by name or by date; no day at all does not restrict.
  public record Days(Set<LocalDate> dates, Set<Holidays> holidays) {
    public static final Days ANY = new Days(Set.of(), Set.of());

    public Days {
      dates = Set.copyOf(dates);
      holidays = Set.copyOf(holidays);
    }

    boolean accepts(LocalDate day) {
      return (dates.isEmpty() && holidays.isEmpty())
          || dates.contains(day)
          || holidays.stream().anyMatch(all -> all.contains(day));
    }
  }

  /// Public holidays of a country, in any year.
  public enum Holidays {
    /// Ten days: those of the law of 4 January 1974 and the royal decree of 18 April 1974.
    BELGIUM;

    private static final Set<MonthDay> FIXED =
        Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(5, 1),
            MonthDay.of(7, 21),
            MonthDay.of(8, 15),
            MonthDay.of(11, 1),
            MonthDay.of(11, 11),
            MonthDay.of(12, 25));

    // Easter Monday, Ascension Day, Whit Monday.
    private static final Set<Long> DAYS_AFTER_EASTER = Set.of(1L, 39L, 50L);

    /// Whether a day is one of them.
    public boolean contains(LocalDate day) {
      return FIXED.contains(MonthDay.from(day))
          || DAYS_AFTER_EASTER.contains(ChronoUnit.DAYS.between(easter(day.getYear()), day));
    }

    /// Easter Sunday of the Gregorian calendar. Source: J. Meeus, Astronomical Algorithms (1991),
    /// chapter 8.
    private static LocalDate easter(int year) {
      int a = year % 19;
      int b = year / 100;
      int c = year % 100;
      int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
      int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
      int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
      return LocalDate.of(year, f / 31, f % 31 + 1);
    }
  }

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
    times = List.copyOf(times);
  }

  public boolean contains(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    int minute = local.get(ChronoField.MINUTE_OF_DAY);
    return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek()))
        && days.accepts(local.toLocalDate())
        && (times.isEmpty() || times.stream().anyMatch(time -> time.contains(minute)));
  }
}
