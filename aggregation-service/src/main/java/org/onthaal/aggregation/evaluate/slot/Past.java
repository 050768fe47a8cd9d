package org.onthaal.aggregation.evaluate.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.StreamCounts;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Stream;

/// The past of a stream, from which is learnt what is usual: the hours that are counted.
///
/// @param zone of its administration
/// @param counts reads the answers of the stream by day or by hour, imported ones included
/// @param unusual times that teach nothing, of those that ended after a time: in which the rule was
///   firing, or silenced
public record Past(
    Stream stream,
    ZoneId zone,
    OpeningHours hours,
    Function<Windows, StreamCounts> counts,
    Function<Instant, List<Span>> unusual) {
  /// After so long what is usual is learnt anew.
  public static final Duration AGAIN = Duration.ofDays(7);

  /// The same when too little was known, or something was just being found.
  public static final Duration LATER = Duration.ofDays(1);

  /// Half-open.
  public record Span(Instant start, Instant end) {
    boolean contains(Instant time) {
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  /// The days that are learnt from today; none for a stream that is younger than the shortest
  /// period.
  public Optional<LearningPeriod> period(LocalDate today) {
    LocalDate end = today.minusDays(LearningPeriod.GAP_DAYS);
    Windows windows = windows(end.minusDays(LearningPeriod.DAYS_MAX), end, Every.DAY);
    StreamCounts counted = counts.apply(windows);
    Map<LocalDate, Long> days = new HashMap<>();
    for (int i = 0; i < windows.count(); i++) {
      LocalDate day = windows.boundaries().get(i).atZone(zone).toLocalDate();
      days.put(day, counted.at(stream, i).n());
    }
    Optional<LocalDate> first =
        days.entrySet().stream()
            .filter(day -> day.getValue() > 0)
            .map(Map.Entry::getKey)
            .min(LocalDate::compareTo);
    LearningPeriod period = LearningPeriod.before(today, day -> days.getOrDefault(day, 0L));
    return first
        .filter(day -> !day.isAfter(end.minusDays(LearningPeriod.DAYS_MIN)))
        .map(day ->
            new LearningPeriod(
                day.isAfter(period.firstDay()) ? day : period.firstDay(), period.lastDay()));
  }

  /// Hours that teach.
  public List<Slot> slots(LearningPeriod period) {
    Windows windows = windows(period.firstDay(), period.lastDay().plusDays(1), Every.HOUR);
    StreamCounts counted = counts.apply(windows);
    List<Span> spans = unusual.apply(windows.from());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < windows.count(); i++) {
      Instant start = windows.boundaries().get(i);
      double open = hours.days(start, windows.boundaries().get(i + 1), zone);
      Tally tally = counted.at(stream, i);
      boolean teaches = spans.stream().noneMatch(span -> span.contains(start));
      if (teaches && (open > 0 || tally.n() > 0)) {
        slots.add(new Slot(start, open, tally));
      }
    }
    return slots;
  }

  private Windows windows(LocalDate from, LocalDate to, Every every) {
    return Windows.of(
        from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant(), zone, every);
  }
}
