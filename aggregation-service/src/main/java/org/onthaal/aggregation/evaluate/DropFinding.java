package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Seen;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// What an alert says of a drop: the figure since the drop most likely began, and what was usual.
record DropFinding(Rule.Drop rule, DropMemory memory, ZoneId zone, DropJudge.Moment moment) {
  /// After a while only the newest days say how it is now.
  private static final Duration LENGTH_MAX = Duration.ofDays(7);

  /// Minutes are kept for a day longer.
  private static final Duration MINUTES_MAX = Duration.ofDays(2);

  /// Start of the window that is shown: the onset of the drop, on the hour where minutes may be
  /// gone.
  Instant from(Duration slot) {
    Instant latest = moment.at().minus(slot);
    Instant earliest = moment.at().minus(LENGTH_MAX).truncatedTo(ChronoUnit.HOURS);
    Instant from = drop().map(Drop::onset).orElse(latest);
    if (from.isBefore(moment.at().minus(MINUTES_MAX))) {
      from = from.truncatedTo(ChronoUnit.HOURS);
    }
    if (from.isBefore(earliest)) {
      from = earliest;
    }
    return from.isBefore(moment.at()) ? from : latest;
  }

  Optional<Drop> drop() {
    return switch (moment.seen()) {
      case Seen.Inactive _ -> Optional.empty();
      case Seen.Unusual(Drop drop) -> Optional.of(drop);
      case Seen.Fired(Drop drop) -> Optional.of(drop);
      case Seen.Firing(Drop drop, _) -> Optional.of(drop);
      case Seen.Recovering(Drop drop, _) -> Optional.of(drop);
      case Seen.Resolved(Drop drop, _) -> Optional.of(drop);
    };
  }

  Figure figure() {
    return rule.headline();
  }

  /// @param now answers in the window that is shown
  Alert.Finding of(Stream stream, Tally now) {
    Evidence evidence =
        new Evidence(
            new Evidence.WindowSpan(from(rule.slot()), Optional.of(moment.at()), zone),
            now.n(),
            Evaluator.figures(figure(), now),
            usual().map(baseline -> previous(baseline, now)),
            Optional.empty(),
            drop().map(Drop::evidenceDays));
    return new Alert.Finding(evidence, Sentences.drop(this, stream, evidence));
  }

  Optional<SeasonalBaseline> usual() {
    return memory.usual().map(DropMemory.Learnt::baseline);
  }

  private Evidence.Previous previous(SeasonalBaseline baseline, Tally now) {
    Tally before = baseline.histogram();
    double value = Evaluator.figures(figure(), before).orElseThrow().value();
    return new Evidence.Previous(
        before.n(),
        Optional.of(value),
        Evaluator.figures(figure(), now).map(figures -> value - figures.value()),
        Optional.empty());
  }
}
