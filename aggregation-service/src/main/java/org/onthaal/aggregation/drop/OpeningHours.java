package org.onthaal.aggregation.drop;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// When a service is open, in local time; no period at all means always.
///
/// @param periods that do not overlap
public record OpeningHours(List<Period> periods) {
  public static final OpeningHours ALWAYS = new OpeningHours(List.of());

  private static final double HOURS = 24;

  /// Nobody asks for more opening time than sixty days have.
  private static final Duration LOOKED_BACK_MAX = Duration.ofDays(60);

  /// A stretch of one weekday.
  ///
  /// @param closes absent means midnight
  public record Period(DayOfWeek weekday, LocalTime opens, Optional<LocalTime> closes) {
    private Instant opensOn(LocalDate day, ZoneId zone) {
      return day.atTime(opens).atZone(zone).toInstant();
    }

    private Instant closesOn(LocalDate day, ZoneId zone) {
      return closes
          .map(time -> day.atTime(time).atZone(zone).toInstant())
          .orElseGet(() -> day.plusDays(1).atStartOfDay(zone).toInstant());
    }
  }

  public OpeningHours {
    periods = List.copyOf(periods);
  }

  /// Opening time between two times, in days: the opening hours of one day add up to 1, closed time
  /// to 0.
  public double days(Instant start, Instant end, ZoneId zone) {
    if (periods.isEmpty()) {
      return hours(start, end) / HOURS;
    }
    double days = 0;
    LocalDate last = end.minusNanos(1).atZone(zone).toLocalDate();
    for (LocalDate day = start.atZone(zone).toLocalDate();
        !day.isAfter(last);
        day = day.plusDays(1)) {
      days += share(day, start, end, zone);
    }
    return days;
  }

  /// How much time is open between two times; of more than sixty days the last sixty.
  public Duration open(Instant start, Instant end, ZoneId zone) {
    Instant from = later(start, end.minus(LOOKED_BACK_MAX));
    if (!from.isBefore(end)) {
      return Duration.ZERO;
    }
    if (periods.isEmpty()) {
      return Duration.between(from, end);
    }
    Duration open = Duration.ZERO;
    LocalDate last = end.minusNanos(1).atZone(zone).toLocalDate();
    for (LocalDate day = from.atZone(zone).toLocalDate();
        !day.isAfter(last);
        day = day.plusDays(1)) {
      for (Period period : periods) {
        if (period.weekday() == day.getDayOfWeek()) {
          Instant opened = later(period.opensOn(day, zone), from);
          Instant closed = earlier(period.closesOn(day, zone), end);
          open = opened.isBefore(closed) ? open.plus(Duration.between(opened, closed)) : open;
        }
      }
    }
    return open;
  }

  /// Whether a moment lies in a period, its end excluded.
  public boolean isOpen(Instant at, ZoneId zone) {
    LocalDate day = at.atZone(zone).toLocalDate();
    return periods.isEmpty()
        || periods.stream()
            .filter(period -> period.weekday() == day.getDayOfWeek())
            .anyMatch(period ->
                !at.isBefore(period.opensOn(day, zone)) && at.isBefore(period.closesOn(day, zone)));
  }

  /// Hours that add up to one day of opening time, on average over the weekdays with any.
  public double hoursPerDay() {
    if (periods.isEmpty()) {
      return HOURS;
    }
    double hours = 0;
    for (Period period : periods) {
      double closes = period.closes().map(OpeningHours::hours).orElse(HOURS);
      hours += closes - hours(period.opens());
    }
    return hours / periods.stream().map(Period::weekday).distinct().count();
  }

  private static double hours(LocalTime time) {
    return time.toSecondOfDay() / 3600.0;
  }

  private double share(LocalDate day, Instant start, Instant end, ZoneId zone) {
    double all = 0;
    double within = 0;
    for (Period period : periods) {
      if (period.weekday() == day.getDayOfWeek()) {
        Instant opens = period.opensOn(day, zone);
        Instant closes = period.closesOn(day, zone);
        all += hours(opens, closes);
        within += hours(later(opens, start), earlier(closes, end));
      }
    }
    return all > 0 ? within / all : 0;
  }

  private static double hours(Instant start, Instant end) {
    return start.isBefore(end) ? Duration.between(start, end).toNanos() / 3.6e12 : 0;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
