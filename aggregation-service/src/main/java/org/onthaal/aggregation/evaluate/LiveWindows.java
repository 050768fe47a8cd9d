package org.onthaal.aggregation.evaluate;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Evidence.WindowSpan;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.WindowShape;
import org.onthaal.aggregation.rule.WindowShape.Calendar;
import org.onthaal.aggregation.rule.WindowShape.Sliding;
import org.onthaal.aggregation.rule.WindowShape.Unit;

/// The windows that matter at one moment: the open one and the last closed one of a calendar, or
/// the sliding one; and the window before each.
///
/// Older windows are never judged again.
record LiveWindows(Windows windows, List<Pair> pairs) {
  /// Ratings a little ahead of the clock still count; none is further ahead than this.
  private static final Duration AHEAD_MAX = Duration.ofDays(2);

  /// A window and the window before it, by index; newest first in the list.
  private record Pair(int window, int before, WindowSpan span) {}

  static LiveWindows of(WindowShape shape, ZoneId administrationZone, Instant at) {
    return switch (shape) {
      case Calendar(Unit unit, Optional<ZoneId> zone) ->
          calendar(unit, zone.orElse(administrationZone), at);
      case Sliding(Duration length) -> sliding(length, administrationZone, at);
    };
  }

  private static LiveWindows calendar(Unit unit, ZoneId zone, Instant at) {
    Instant open = start(unit, zone, at);
    Instant closed = start(unit, zone, open.minusNanos(1));
    Instant before = start(unit, zone, closed.minusNanos(1));
    Instant end = end(unit, zone, open);
    Windows windows = new Windows(List.of(before, closed, open, end), zone, every(unit));
    return new LiveWindows(
        windows,
        List.of(
            new Pair(2, 1, new WindowSpan(open, Optional.empty(), zone)),
            new Pair(1, 0, new WindowSpan(closed, Optional.of(open), zone))));
  }

  private static LiveWindows sliding(Duration length, ZoneId zone, Instant at) {
    boolean isLong = length.compareTo(Sliding.MINUTES_MAX) > 0;
    ChronoUnit grain = isLong ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
    Instant start = at.minus(length).truncatedTo(grain);
    Instant end = at.plus(AHEAD_MAX).truncatedTo(ChronoUnit.HOURS);
    Windows windows = new Windows(List.of(start.minus(length), start, end), zone, Every.HOUR);
    return new LiveWindows(
        windows, List.of(new Pair(1, 0, new WindowSpan(start, Optional.empty(), zone))));
  }

  /// What was counted for a stream, newest window first.
  List<Observation.Counted> observations(StreamCounts counts, Stream stream) {
    List<Observation.Counted> observations = new ArrayList<>();
    for (Pair pair : pairs) {
      Tally before = counts.at(stream, pair.before());
      observations.add(
          new Observation.Counted(pair.span(), counts.at(stream, pair.window()), before));
    }
    return observations;
  }

  static Every every(Unit unit) {
    return switch (unit) {
      case HOUR -> Every.HOUR;
      case DAY -> Every.DAY;
      case WEEK -> Every.WEEK;
      case MONTH -> Every.MONTH;
    };
  }

  private static Instant start(Unit unit, ZoneId zone, Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate day = local.toLocalDate();
    return switch (unit) {
      case HOUR -> hour(local, at);
      case DAY -> midnight(day, zone);
      case WEEK -> midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
      case MONTH -> midnight(day.withDayOfMonth(1), zone);
    };
  }

  private static Instant end(Unit unit, ZoneId zone, Instant start) {
    LocalDate day = start.atZone(zone).toLocalDate();
    return switch (unit) {
      case HOUR -> {
        LocalTime clock = start.atZone(zone).toLocalTime();
        Duration into = Duration.between(clock.truncatedTo(ChronoUnit.HOURS), clock);
        yield start.minus(into).plus(Duration.ofHours(1));
      }
      case DAY -> midnight(day.plusDays(1), zone);
      case WEEK -> midnight(day.plusWeeks(1), zone);
      case MONTH -> midnight(day.plusMonths(1), zone);
    };
  }

  /// On the time line, so that the hour that a clock change repeats is two windows; a change by
  /// half an hour ends one early.
  private static Instant hour(ZonedDateTime local, Instant at) {
    LocalTime clock = local.toLocalTime();
    Instant hour = at.minus(Duration.between(clock.truncatedTo(ChronoUnit.HOURS), clock));
    ZoneOffsetTransition change = local.getZone().getRules().previousTransition(at.plusNanos(1));
    return change == null || !change.getInstant().isAfter(hour) ? hour : change.getInstant();
  }

  private static Instant midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
