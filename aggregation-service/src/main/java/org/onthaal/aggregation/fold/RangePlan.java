package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.onthaal.aggregation.fold.RangeRefusedException.Refusal;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Windows;

/// Which kept windows add up to a range, exactly: whole days where they are of the right zone,
/// hours around them, minutes at the ends while they are kept.
record RangePlan(List<Slice> slices) {
  RangePlan {
    slices = List.copyOf(slices);
  }

  /// Kept windows of one length, from `start` to `end`, exclusive: epoch seconds, or epoch days.
  record Slice(WindowKey.Length length, long start, long end) {}

  /// A plan for counts whose days are those of the windows' zone.
  ///
  /// @param minutesFrom every rating after this time is also counted in its minute
  static RangePlan withDays(Windows windows, Instant minutesFrom) {
    ZoneId zone = windows.zone();
    if (windows.every() == Every.HOUR) {
      return withoutDays(windows, minutesFrom);
    }
    LocalDate first = firstDay(windows.from(), zone);
    LocalDate last = windows.to().atZone(zone).toLocalDate();
    if (!first.isBefore(last)) {
      return withoutDays(windows, minutesFrom);
    }
    List<Slice> slices = new ArrayList<>();
    Instant start = first.atStartOfDay(zone).toInstant();
    Instant end = last.atStartOfDay(zone).toInstant();
    slices.addAll(rest(windows, windows.from(), start, minutesFrom));
    slices.add(new Slice(WindowKey.Length.DAY, first.toEpochDay(), last.toEpochDay()));
    slices.addAll(rest(windows, end, windows.to(), minutesFrom));
    return new RangePlan(slices);
  }

  /// A plan from hours and minutes only.
  static RangePlan withoutDays(Windows windows, Instant minutesFrom) {
    return new RangePlan(rest(windows, windows.from(), windows.to(), minutesFrom));
  }

  private static LocalDate firstDay(Instant from, ZoneId zone) {
    LocalDate day = from.atZone(zone).toLocalDate();
    return day.atStartOfDay(zone).toInstant().equals(from) ? day : day.plusDays(1);
  }

  private static List<Slice> rest(Windows windows, Instant from, Instant to, Instant minutesFrom) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    boolean hourly =
        windows.boundaries().stream()
            .filter(boundary -> from.isBefore(boundary) && boundary.isBefore(to))
            .allMatch(boundary -> seconds(boundary, 3600) == 0);
    Instant start = from.plusSeconds(Math.floorMod(-seconds(from, 3600), 3600));
    Instant end = to.minusSeconds(seconds(to, 3600));
    List<Slice> slices = new ArrayList<>();
    if (hourly && !end.isBefore(start)) {
      slices.addAll(minutes(windows, from, start, minutesFrom));
      if (start.isBefore(end)) {
        slices.add(new Slice(WindowKey.Length.HOUR, start.getEpochSecond(), end.getEpochSecond()));
      }
      slices.addAll(minutes(windows, end, to, minutesFrom));
    } else {
      slices.addAll(minutes(windows, from, to, minutesFrom));
    }
    return slices;
  }

  private static List<Slice> minutes(
      Windows windows, Instant from, Instant to, Instant minutesFrom) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    boolean onTheMinute =
        onTheMinute(from)
            && onTheMinute(to)
            && windows.boundaries().stream().allMatch(RangePlan::onTheMinute);
    if (!onTheMinute || from.isBefore(minutesFrom)) {
      throw refused(windows, minutesFrom);
    }
    return List.of(new Slice(WindowKey.Length.MINUTE, from.getEpochSecond(), to.getEpochSecond()));
  }

  private static RangeRefusedException refused(Windows windows, Instant minutesFrom) {
    boolean localHours =
        onTheHour(windows.from(), windows.zone()) && onTheHour(windows.to(), windows.zone());
    return localHours
        ? new RangeRefusedException(
            Refusal.ZONE_NOT_WHOLE_HOUR,
            "a zone whose offset is a whole number of hours, or the administration's own zone and"
                + " whole days, or a range that begins after "
                + minutesFrom)
        : new RangeRefusedException(
            Refusal.RANGE_NOT_ON_THE_HOUR,
            "a range that begins and ends on whole hours, or on whole minutes after "
                + minutesFrom);
  }

  private static boolean onTheHour(Instant time, ZoneId zone) {
    LocalTime local = time.atZone(zone).toLocalTime();
    return local.getMinute() == 0 && local.getSecond() == 0 && local.getNano() == 0;
  }

  private static boolean onTheMinute(Instant time) {
    return seconds(time, 60) == 0;
  }

  /// Seconds since the last multiple; a fraction counts as a second, so that it is never on the
  /// hour.
  private static int seconds(Instant time, int unit) {
    int seconds = Math.floorMod(time.getEpochSecond(), unit);
    boolean whole = time.equals(time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    return seconds == 0 && !whole ? 1 : seconds;
  }
}
