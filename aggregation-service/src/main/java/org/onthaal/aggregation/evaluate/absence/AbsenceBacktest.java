package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.Backtest;
import org.onthaal.aggregation.evaluate.DropBacktest;
import org.onthaal.aggregation.evaluate.StreamCounts;
import org.onthaal.aggregation.evaluate.slot.KnownHours;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// Alarms that a rule about unusual absences would have given: the same learning and the same
/// judgement as live, hour by hour, with all ratings in the hour in which they were given. A stream
/// is watched from its first rating in the range on.
public final class AbsenceBacktest {
  private final Function<TallyQuery, List<WindowTally>> read;
  private final DropBacktest.Hours hours;

  public AbsenceBacktest(Function<TallyQuery, List<WindowTally>> read, DropBacktest.Hours hours) {
    this.read = read;
    this.hours = hours;
  }

  /// What came of it, in order of stream.
  public record Outcome(List<Backtest.Row> rows, List<AbsenceOutlook> outlooks) {
    public Outcome {
      rows = List.copyOf(rows);
      outlooks = List.copyOf(outlooks);
    }
  }

  /// Judges all streams with a rating in the range.
  ///
  /// @param known before this everything is counted; what comes later is no absence yet
  /// @param spend hears how many slots of streams are looked at, and of each stream; may end it
  public Outcome run(
      Rule.UnusualAbsence rule, Backtest.Range range, Optional<Instant> known, LongConsumer spend) {
    Windows judged = Windows.of(range.from(), range.to(), range.zone(), Every.HOUR);
    StreamCounts counts = counts(rule, judged);
    spend.accept((long) counts.streams().size() * judged.count());
    List<Backtest.Row> rows = new ArrayList<>();
    List<AbsenceOutlook> outlooks = new ArrayList<>();
    KnownHours past = new KnownHours(rule, judged, read);
    for (Stream stream : counts.streams().stream().sorted().toList()) {
      spend.accept(0);
      Run run = new Run(rule, stream, range.zone(), past);
      rows.addAll(run.alarms(judged, counts, known.orElse(Instant.MAX)));
      outlooks.add(
          AbsenceOutlook.of(
              rule, stream, run.memory.usual().map(AbsenceMemory.Learnt::volume), run.open));
    }
    return new Outcome(rows, outlooks);
  }

  private StreamCounts counts(Rule rule, Windows windows) {
    StreamCounts.Asked asked = StreamCounts.Asked.live(rule);
    return StreamCounts.of(asked, StreamCounts.query(asked, windows), read);
  }

  /// One rule on one stream.
  private final class Run {
    private final Rule.UnusualAbsence rule;
    private final Stream stream;
    private final ZoneId zone;
    private final OpeningHours open;
    private final KnownHours past;
    private final List<Past.Span> firing = new ArrayList<>();
    private final List<Backtest.Row> rows = new ArrayList<>();
    private Optional<Instant> firingSince = Optional.empty();
    private AbsenceMemory memory;

    Run(Rule.UnusualAbsence rule, Stream stream, ZoneId zone, KnownHours past) {
      this.rule = rule;
      this.stream = stream;
      this.zone = zone;
      this.open = hours.of(stream);
      this.past = past;
      memory = AbsenceMemory.of(new StreamState.Key(rule.name(), stream), 0, Instant.EPOCH);
    }

    List<Backtest.Row> alarms(Windows judged, StreamCounts counts, Instant known) {
      boolean isMet = false;
      for (int i = 0; i < judged.count(); i++) {
        Instant start = judged.boundaries().get(i);
        Instant end = judged.boundaries().get(i + 1);
        isMet = isMet || counts.at(stream, i).n() > 0;
        if (isMet && !end.isAfter(known)) {
          learn(start);
          Slot slot = new Slot(start, open.days(start, end, zone), counts.at(stream, i));
          judge(slot, end);
        }
      }
      return rows;
    }

    private void judge(Slot slot, Instant end) {
      Optional<UsualVolume> usual = memory.usual().map(AbsenceMemory.Learnt::volume);
      if (usual.isEmpty()) {
        memory = memory.skippedTo(end);
        return;
      }
      Waiting after = memory.waiting().next(slot, end, usual.get());
      AbsenceFinding finding =
          new AbsenceFinding(rule, usual.get(), memory.waiting(), after, slot, end);
      if (finding.holds() && firingSince.isEmpty()) {
        firingSince = Optional.of(after.since());
        rows.add(new Backtest.Row(rule, stream, finding.of(stream, zone)));
      } else if (!finding.holds() && firingSince.isPresent()) {
        firing.add(new Past.Span(firingSince.get(), end));
        firingSince = Optional.empty();
      }
      memory = memory.after(end, memory.counted(), after);
    }

    /// Never while an alarm lasts.
    private void learn(Instant slot) {
      if (memory.learnAt().isAfter(slot)) {
        return;
      }
      Optional<UsualVolume> usual =
          firingSince.isPresent()
              ? Optional.empty()
              : UsualVolume.learn(
                  slot, new Past(stream, zone, open, past, _ -> List.copyOf(firing)));
      memory =
          usual
              .map(found ->
                  memory.withUsual(new AbsenceMemory.Learnt(slot, found), slot.plus(Past.AGAIN)))
              .orElseGet(() -> memory.withLearnAt(slot.plus(Past.LATER)));
    }
  }
}
