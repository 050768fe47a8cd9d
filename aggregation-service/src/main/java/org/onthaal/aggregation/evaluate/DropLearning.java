package org.onthaal.aggregation.evaluate;

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
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Against;
import org.onthaal.aggregation.rule.Stream;

/// Learns what is usual for a stream from the hours that are counted, at the slot in which it is
/// due. A function of the tallies and of that slot, so that computing again gives the same.
final class DropLearning {
  /// Never: there is nothing to learn, or nothing more.
  static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private static final Duration AGAIN = Duration.ofDays(7);

  /// When too little was known, or a drop was just being found.
  static final Duration LATER = Duration.ofDays(1);

  private DropLearning() {}

  /// Where a stream is learnt about.
  ///
  /// @param zone of its administration
  /// @param counts reads the answers of the stream by day or by hour, imported ones included
  /// @param unusual times that teach nothing, of those that ended after a time: in which the rule
  ///   was firing, or silenced
  record Place(
      Stream stream,
      ZoneId zone,
      OpeningHours hours,
      Function<Windows, StreamCounts> counts,
      Function<Instant, List<Span>> unusual) {}

  /// Half-open.
  record Span(Instant start, Instant end) {
    boolean contains(Instant time) {
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  /// When a new stream is to be learnt about for the first time.
  static Instant first(Rule.Drop rule, Instant slot, ZoneId zone) {
    return switch (rule.against()) {
      case Against.Usual() -> slot;
      case Against.UsualOf(_, LocalDate to) -> later(slot, to.atStartOfDay(zone).toInstant());
      case Against.Target(_) -> NEVER;
    };
  }

  /// What is usual from a slot on; nothing when too little is known.
  static Optional<SeasonalBaseline> learn(Rule.Drop rule, Instant slot, Place place) {
    return period(rule, slot, place)
        .flatMap(days ->
            SeasonalBaseline.learn(
                DropPoints.of(rule),
                place.zone(),
                slots(days, place),
                SeasonalBaseline.standardErrors(rule.evidenceDays())));
  }

  /// When to learn again after having learnt something.
  static Instant again(Rule.Drop rule, Instant slot) {
    return rule.against() instanceof Against.Usual ? slot.plus(AGAIN) : NEVER;
  }

  /// Whether nothing is being found that would then pass for usual.
  static boolean isQuiet(DropState state) {
    return state instanceof DropState.Watching(DropEvidence evidence)
        && evidence.days() < DropDetector.UNUSUAL_DAYS;
  }

  private static Optional<LearningPeriod> period(Rule.Drop rule, Instant slot, Place place) {
    return switch (rule.against()) {
      case Against.UsualOf(LocalDate from, LocalDate to) ->
          Optional.of(new LearningPeriod(from, to.minusDays(1)));
      case Against.Usual() -> usual(slot.atZone(place.zone()).toLocalDate(), place);
      case Against.Target(_) -> Optional.empty();
    };
  }

  /// Nothing for a stream that is younger than the shortest period.
  private static Optional<LearningPeriod> usual(LocalDate today, Place place) {
    LocalDate end = today.minusDays(LearningPeriod.GAP_DAYS);
    Windows all = windows(end.minusDays(LearningPeriod.DAYS_MAX), end, place.zone(), Every.DAY);
    StreamCounts counts = place.counts().apply(all);
    Map<LocalDate, Long> days = new HashMap<>();
    for (int i = 0; i < all.count(); i++) {
      LocalDate day = all.boundaries().get(i).atZone(place.zone()).toLocalDate();
      days.put(day, counts.at(place.stream(), i).n());
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

  private static List<Slot> slots(LearningPeriod period, Place place) {
    Windows hours =
        windows(period.firstDay(), period.lastDay().plusDays(1), place.zone(), Every.HOUR);
    StreamCounts counts = place.counts().apply(hours);
    List<Span> unusual = place.unusual().apply(hours.from());
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < hours.count(); i++) {
      Instant start = hours.boundaries().get(i);
      double open = place.hours().days(start, hours.boundaries().get(i + 1), place.zone());
      Tally tally = counts.at(place.stream(), i);
      boolean teaches = unusual.stream().noneMatch(span -> span.contains(start));
      if (teaches && (open > 0 || tally.n() > 0)) {
        slots.add(new Slot(start, open, tally));
      }
    }
    return slots;
  }

  private static Windows windows(LocalDate from, LocalDate to, ZoneId zone, Every every) {
    return Windows.of(
        from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant(), zone, every);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
