package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.onthaal.aggregation.alert.AlertMachine;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Baseline;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Seen;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.budget.DropOutlook;
import org.onthaal.aggregation.evaluate.slot.KnownHours;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// Alarms that a drop rule would have given: the same learning and the same detector as live, hour
/// by hour, with all ratings in the hour in which they were given. A stream lies inside one
/// administration, as live: its opening hours are what days are counted in.
public final class DropBacktest {
  private final Function<TallyQuery, List<WindowTally>> read;
  private final Hours hours;

  DropBacktest(Function<TallyQuery, List<WindowTally>> read, Hours hours) {
    this.read = read;
    this.hours = hours;
  }

  /// Opening hours by administration and service; what is always open is left out.
  @FunctionalInterface
  public interface Hours {
    Map<String, Map<String, OpeningHours>> of(Set<String> administrations);

    /// Those of one stream; without a service it is always open.
    default OpeningHours of(Stream stream) {
      Optional<String> administration = stream.value(Dimension.ADMINISTRATION);
      Optional<String> service = stream.value(Dimension.SERVICE);
      if (administration.isEmpty() || service.isEmpty()) {
        return OpeningHours.ALWAYS;
      }
      return of(Set.of(administration.get()))
          .getOrDefault(administration.get(), Map.of())
          .getOrDefault(service.get(), OpeningHours.ALWAYS);
    }
  }

  /// What came of it, in order of stream.
  record Outcome(List<Backtest.Row> rows, List<DropOutlook> outlooks) {}

  /// @param spend hears how many slots of streams are looked at, and of each stream; may end it
  Outcome run(Rule.Drop rule, Backtest.Range range, LongConsumer spend) {
    Windows judged = Windows.of(range.from(), range.to(), range.zone(), Every.HOUR);
    StreamCounts counts = counts(rule, judged);
    spend.accept((long) counts.streams().size() * judged.count());
    List<Backtest.Row> rows = new ArrayList<>();
    List<DropOutlook> outlooks = new ArrayList<>();
    KnownHours past = new KnownHours(rule, judged, read);
    for (Stream stream : counts.streams().stream().sorted().toList()) {
      spend.accept(0);
      Run run = new Run(rule, stream, range.zone(), past);
      rows.addAll(run.alarms(judged, counts));
      outlooks.add(
          DropOutlook.of(rule, stream, run.memory.usual().map(DropMemory.Learnt::baseline)));
    }
    return new Outcome(rows, outlooks);
  }

  private StreamCounts counts(Rule rule, Windows windows) {
    StreamCounts.Asked asked = StreamCounts.Asked.live(rule);
    return StreamCounts.of(asked, StreamCounts.query(asked, windows), read);
  }

  /// One rule on one stream.
  private final class Run {
    private final Rule.Drop rule;
    private final Stream stream;
    private final ZoneId zone;
    private final OpeningHours open;
    private final KnownHours past;
    private final List<Past.Span> firing = new ArrayList<>();
    private final List<Backtest.Row> rows = new ArrayList<>();
    private DropMemory memory;

    Run(Rule.Drop rule, Stream stream, ZoneId zone, KnownHours past) {
      this.rule = rule;
      this.stream = stream;
      this.zone = zone;
      this.open = hours.of(stream);
      this.past = past;
      memory =
          new DropMemory(
              new StreamState.Key(rule.name(), stream),
              0,
              Instant.EPOCH,
              Instant.EPOCH,
              Optional.empty(),
              new SlotMemory.Counted(Instant.EPOCH, Tally.EMPTY),
              DropState.start());
    }

    List<Backtest.Row> alarms(Windows judged, StreamCounts counts) {
      DropDetector detector = new DropDetector(rule.evidenceDays(), rule.recovers());
      memory = memory.withLearnAt(DropLearning.first(rule, judged.from(), zone));
      for (int i = 0; i < judged.count(); i++) {
        Instant start = judged.boundaries().get(i);
        Instant end = judged.boundaries().get(i + 1);
        learn(start);
        Optional<Baseline> baseline = DropJudge.baseline(rule, memory);
        if (baseline.isPresent()) {
          Slot slot = new Slot(start, open.days(start, end, zone), counts.at(stream, i));
          DropDetector.Step step = detector.next(memory.state(), slot, baseline.get().at(start));
          memory = memory.after(end, memory.counted(), step.state());
          note(new DropJudge.Moment(step.seen(), end), judged, counts);
        }
      }
      return rows;
    }

    private void learn(Instant slot) {
      if (memory.learnAt().isAfter(slot)) {
        return;
      }
      memory =
          (DropLearning.isQuiet(memory.state())
                  ? DropLearning.learn(
                      rule, slot, new Past(stream, zone, open, past, _ -> List.copyOf(firing)))
                  : Optional.<SeasonalBaseline>empty())
              .map(baseline ->
                  memory.withUsual(
                      new DropMemory.Learnt(slot, baseline), DropLearning.again(rule, slot)))
              .orElseGet(() -> memory.withLearnAt(slot.plus(Past.LATER)));
    }

    private void note(DropJudge.Moment moment, Windows judged, StreamCounts counts) {
      boolean isFallen =
          moment.seen() instanceof Seen.Firing || moment.seen() instanceof Seen.Recovering;
      if (!isFallen) {
        endFiring(moment.at());
      }
      if (moment.seen() instanceof Seen.Fired(Drop drop)) {
        firing.add(new Past.Span(drop.onset(), Instant.MAX));
        DropFinding finding = new DropFinding(rule, memory, zone, moment);
        Instant from = finding.from(rule.slot());
        Tally now = Tally.EMPTY;
        for (int i = 0; i < judged.count(); i++) {
          Instant start = judged.boundaries().get(i);
          if (!start.isBefore(from) && start.isBefore(moment.at())) {
            now = now.plus(counts.at(stream, i));
          }
        }
        var found = finding.of(stream, now);
        rows.add(
            new Backtest.Row(
                rule,
                stream,
                new Evaluation(
                    true, new AlertMachine.Seen(true, true), found.evidence(), found.because())));
      }
    }

    /// Without a watch for the end, the slot after an alarm ends it.
    private void endFiring(Instant at) {
      if (!firing.isEmpty() && firing.getLast().end().equals(Instant.MAX)) {
        firing.add(new Past.Span(firing.removeLast().start(), at));
      }
    }
  }
}
