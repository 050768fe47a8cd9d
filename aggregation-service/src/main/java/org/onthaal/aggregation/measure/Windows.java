package org.onthaal.aggregation.measure;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/// Windows without gaps: each begins where the one before ends. The first and the last may be
/// clipped by the range.
///
/// @param boundaries ascending; one more than there are windows
public record Windows(List<Instant> boundaries, ZoneId zone, Every every) {
  public Windows {
    boundaries = List.copyOf(boundaries);
    if (boundaries.size() < 2) {
      throw new IllegalArgumentException("boundaries: " + boundaries + " (expected: 2 or more)");
    }
    for (int i = 1; i < boundaries.size(); i++) {
      if (!boundaries.get(i - 1).isBefore(boundaries.get(i))) {
        throw new IllegalArgumentException(
            "boundaries: %s, %s (expected: ascending)"
                .formatted(boundaries.get(i - 1), boundaries.get(i)));
      }
    }
  }

  /// The calendar's windows from `from` to `to`, clipped to that range.
  public static Windows of(Instant from, Instant to, ZoneId zone, Every every) {
    List<Instant> boundaries = new ArrayList<>();
    boundaries.add(from);
    Instant next = end(from, zone, every);
    while (next.isBefore(to)) {
      boundaries.add(next);
      next = end(next, zone, every);
    }
    boundaries.add(to);
    return new Windows(boundaries, zone, every);
  }

  /// How many windows [#of] would make, at most; cheap for any range.
  public static long countMax(Instant from, Instant to, Every every) {
    Duration shortest =
        switch (every) {
          case HOUR -> Duration.ofMinutes(30);
          case DAY -> Duration.ofHours(22);
          case WEEK -> Duration.ofDays(6);
          case MONTH -> Duration.ofDays(27);
          case ALL -> ChronoUnit.FOREVER.getDuration();
        };
    return Duration.between(from, to).dividedBy(shortest) + 2;
  }

  public Instant from() {
    return boundaries.getFirst();
  }

  public Instant to() {
    return boundaries.getLast();
  }

  public int count() {
    return boundaries.size() - 1;
  }

  /// The same windows one period of the calendar earlier.
  ///
  /// Like is compared with like: a window that the range clips is compared with the same part of
  /// the period before, 1 to 15 March with 1 to 15 February. Where that part does not exist (30
  /// February) it ends with the month. The whole range as one window is compared with as many days
  /// before it, or as much time when it does not begin and end at midnight.
  public Windows previous() {
    if (every == Every.ALL) {
      return new Windows(List.of(before(from(), to()), from()), zone, every);
    }
    List<Instant> earlier = new ArrayList<>();
    for (Instant boundary : boundaries) {
      earlier.add(earlier(boundary));
    }
    return new Windows(isAscending(earlier) ? earlier : shifted(earlier.getFirst()), zone, every);
  }

  private static boolean isAscending(List<Instant> times) {
    return java.util.stream.IntStream.range(1, times.size())
        .allMatch(i -> times.get(i - 1).isBefore(times.get(i)));
  }

  /// Where a clock change swallowed the counterpart of a clipped end.
  private List<Instant> shifted(Instant first) {
    Duration by = Duration.between(first, from());
    return boundaries.stream().map(boundary -> boundary.minus(by)).toList();
  }

  private Instant before(Instant from, Instant to) {
    ZonedDateTime first = from.atZone(zone);
    ZonedDateTime last = to.atZone(zone);
    if (isMidnight(first) && isMidnight(last)) {
      long days = ChronoUnit.DAYS.between(first.toLocalDate(), last.toLocalDate());
      return first.toLocalDate().minusDays(days).atStartOfDay(zone).toInstant();
    }
    return from.minus(Duration.between(from, to));
  }

  private boolean isMidnight(ZonedDateTime time) {
    return time.toInstant().equals(time.toLocalDate().atStartOfDay(zone).toInstant());
  }

  private Instant earlier(Instant boundary) {
    ZonedDateTime time = boundary.atZone(zone);
    LocalDate date = time.toLocalDate();
    return switch (every) {
      case HOUR -> boundary.minus(Duration.ofHours(1));
      case DAY -> at(date.minusDays(1), time);
      case WEEK -> at(date.minusWeeks(1), time);
      case MONTH -> {
        LocalDate month = date.minusMonths(1);
        // The 31st has no counterpart in a shorter month: what lies after its end ends with it.
        yield month.getDayOfMonth() < date.getDayOfMonth() && !boundary.equals(from())
            ? start(date, Every.MONTH)
            : at(month, time);
      }
      case ALL -> boundary;
    };
  }

  private Instant at(LocalDate date, ZonedDateTime time) {
    return isMidnight(time)
        ? date.atStartOfDay(zone).toInstant()
        : date.atTime(time.toLocalTime()).atZone(zone).toInstant();
  }

  private Instant start(LocalDate date, Every every) {
    LocalDate first = every == Every.MONTH ? date.withDayOfMonth(1) : date;
    return first.atStartOfDay(zone).toInstant();
  }

  /// End of the calendar's window that a time lies in.
  private static Instant end(Instant time, ZoneId zone, Every every) {
    ZonedDateTime local = time.atZone(zone);
    return switch (every) {
      case HOUR -> nextHour(time, local);
      case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
      case WEEK ->
          local
              .toLocalDate()
              .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
              .atStartOfDay(zone)
              .toInstant();
      case MONTH ->
          local
              .toLocalDate()
              .with(TemporalAdjusters.firstDayOfNextMonth())
              .atStartOfDay(zone)
              .toInstant();
      case ALL -> Instant.MAX;
    };
  }

  /// Hours are counted on the time line, so that the hour that a clock change repeats is two
  /// windows.
  private static Instant nextHour(Instant time, ZonedDateTime local) {
    LocalTime clock = local.toLocalTime();
    Duration into = Duration.between(clock.truncatedTo(ChronoUnit.HOURS), clock);
    return time.minus(into).plus(Duration.ofHours(1));
  }
}
