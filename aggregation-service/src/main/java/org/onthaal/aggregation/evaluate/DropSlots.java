package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertMachine;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Baseline;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.Seen;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Against;
import org.onthaal.aggregation.rule.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the closed slots of streams, judges them in order, and carries what is seen into their
/// alerts.
final class DropSlots {
  private static final Logger LOG = LoggerFactory.getLogger(DropSlots.class);

  /// Slots of one stream that are judged in one transaction; the others follow.
  private static final int SLOTS_MAX = 168;

  /// Ratings that arrive later than this after they were given are counted, but in no slot.
  private static final Duration LATE_MAX = Duration.ofDays(7);

  private final LiveEvaluation.Parts parts;
  private final AlertKeeper keeper;

  DropSlots(LiveEvaluation.Parts parts, AlertKeeper keeper) {
    this.parts = parts;
    this.keeper = keeper;
  }

  /// A stream with slots that are closed.
  record Due(DropMemory memory, StreamState state, ZoneId zone, OpeningHours hours) {
    Stream stream() {
      return memory.key().stream();
    }
  }

  /// What is read at once: ratings that may be late, from `from`; and slots from `next` until
  /// `end`. Before `keep` nobody will be late any more.
  record Reach(ZoneId zone, Instant from, Instant keep, Instant next, Instant end) {}

  /// Until the last closed slot, the next learning or the most that is judged at once.
  Reach reach(Rule.Drop rule, Due due, Instant lastSlot) {
    DropMemory memory = due.memory();
    Instant next = memory.nextSlot();
    Instant end = lastSlot.plus(rule.slot());
    Instant most = next.plus(rule.slot().multipliedBy(SLOTS_MAX));
    boolean isJudged = baseline(rule, memory).isPresent();
    if (isJudged && most.isBefore(end)) {
      end = most;
    }
    Instant learn = LiveDrops.floor(memory.learnAt(), rule.slot());
    if (learn.isAfter(next) && learn.isBefore(end)) {
      end = learn;
    }
    Instant from = memory.counted().from();
    Instant keep = next.minus(LATE_MAX).truncatedTo(ChronoUnit.HOURS);
    boolean isLong = from.plus(LATE_MAX.multipliedBy(2)).isBefore(next);
    return new Reach(due.zone(), from, isLong ? keep : from, next, end);
  }

  static Optional<Baseline> baseline(Rule.Drop rule, DropMemory memory) {
    return rule.against() instanceof Against.Target(var value)
        ? Optional.of(DropPoints.target(rule, value))
        : memory.usual().map(DropMemory.Learnt::baseline);
  }

  void judge(LiveDrops.Look look, Reach reach, List<Due> due) {
    List<Due> judged = new ArrayList<>();
    for (Due one : due) {
      if (baseline(look.rule(), one.memory()).isPresent()) {
        judged.add(one);
      } else {
        parts.drops().save(look.transaction(), one.memory().skippedTo(reach.end()));
      }
    }
    if (judged.isEmpty()) {
      return;
    }
    try {
      Counts counts = count(look, reach, judged.stream().map(Due::stream).toList());
      judged.forEach(one -> judge(look, reach, one, counts));
    } catch (RangeRefusedException e) {
      // Minutes are kept for some days only: after a longer outage short slots are passed over.
      LOG.warn(
          "rule {} passes over {} to {}: expected {}",
          look.rule().name(),
          reach.next(),
          reach.end(),
          e.getMessage());
      judged.forEach(
          one -> parts.drops().save(look.transaction(), one.memory().skippedTo(reach.end())));
    }
  }

  /// @param before from `from` to the hour of the next slot, in two windows where that is long
  /// @param slots from that hour to the next slot where that is not the same, then slot by slot
  private record Counts(Optional<StreamCounts> before, StreamCounts slots, boolean hasRest) {}

  private Counts count(LiveDrops.Look look, Reach reach, List<Stream> streams) {
    Instant hour = reach.next().truncatedTo(ChronoUnit.HOURS);
    Optional<StreamCounts> before =
        reach.from().isBefore(hour)
            ? Optional.of(
                counts(
                    look,
                    windows(
                        reach.zone(),
                        reach.from().isBefore(reach.keep())
                            ? List.of(reach.from(), reach.keep(), hour)
                            : List.of(reach.from(), hour)),
                    streams,
                    false))
            : Optional.empty();
    List<Instant> bounds = new ArrayList<>();
    Instant rest = reach.from().isAfter(hour) ? reach.from() : hour;
    boolean hasRest = rest.isBefore(reach.next());
    if (hasRest) {
      bounds.add(rest);
    }
    for (Instant at = reach.next(); !at.isAfter(reach.end()); at = at.plus(look.rule().slot())) {
      bounds.add(at);
    }
    return new Counts(before, counts(look, windows(reach.zone(), bounds), streams, false), hasRest);
  }

  private static Windows windows(ZoneId zone, List<Instant> bounds) {
    return new Windows(bounds, zone, Every.HOUR);
  }

  /// @param imported whether ratings from files are counted, too: they teach, and alarm nobody
  StreamCounts counts(
      LiveDrops.Look look, Windows windows, List<Stream> streams, boolean imported) {
    Rule rule = look.rule();
    StreamCounts.Asked asked =
        new StreamCounts.Asked(rule.watch().liveBy(), rule.watch().where(), Touched.metric(rule));
    TallyQuery query = StreamCounts.narrowed(StreamCounts.query(asked, windows), streams);
    return StreamCounts.of(
        asked,
        imported ? query : query.withoutImported(),
        wanted -> parts.tallies().read(look.fold(), wanted));
  }

  private void judge(LiveDrops.Look look, Reach reach, Due due, Counts counts) {
    Rule.Drop rule = look.rule();
    Baseline baseline = baseline(rule, due.memory()).orElseThrow();
    DropDetector detector = new DropDetector(rule.evidenceDays(), rule.recovers());
    Stream stream = due.stream();
    Tally old = Tally.EMPTY;
    Tally known = Tally.EMPTY;
    if (counts.before().isPresent()) {
      boolean isLong = reach.from().isBefore(reach.keep());
      old = isLong ? counts.before().get().at(stream, 0) : Tally.EMPTY;
      known = counts.before().get().at(stream, isLong ? 1 : 0);
    }
    int window = 0;
    if (counts.hasRest()) {
      known = known.plus(counts.slots().at(stream, window++));
    }
    Tally late = old.plus(known).minus(due.memory().counted().tally()).withoutNegatives();
    DropMemory memory = due.memory();
    StreamState state = due.state();
    for (Instant start = reach.next(); start.isBefore(reach.end()); start = memory.nextSlot()) {
      Instant end = start.plus(rule.slot());
      Tally given = counts.slots().at(stream, window++);
      known = known.plus(given);
      Slot slot =
          new Slot(
              start, due.hours().days(start, end, due.zone()), given.plus(late).withoutNegatives());
      late = Tally.EMPTY;
      Reference reference = baseline.at(start);
      DropDetector.Step step = detector.next(memory.state(), slot, reference);
      // While closed and without answers nothing changes.
      if (slot.openDays() > 0 || slot.hasAnswers()) {
        DropStore.Judged judged =
            new DropStore.Judged(slot, reference, evidence(step.seen()), step.state());
        parts.drops().judged(look.transaction(), memory.key(), judged);
      }
      state = carry(look, due, memory, state, new Moment(step.seen(), end));
      memory = memory.after(end, new DropMemory.Counted(reach.keep(), known), step.state());
    }
    parts.drops().save(look.transaction(), memory);
    if (state.sequence() != due.state().sequence()) {
      parts.alerts().save(look.transaction(), state);
    }
  }

  private static double evidence(Seen seen) {
    return switch (seen) {
      case Seen.Inactive(double days) -> days;
      case Seen.Unusual(Drop drop) -> drop.evidenceDays();
      case Seen.Fired(Drop drop) -> drop.evidenceDays();
      case Seen.Firing _, Seen.Recovering _, Seen.Resolved _ -> 0;
    };
  }

  /// What was seen with a slot, and when that ended.
  record Moment(Seen seen, Instant at) {}

  private StreamState carry(
      LiveDrops.Look look, Due due, DropMemory memory, StreamState before, Moment moment) {
    AlertMachine.Step step = DropSteps.next(before.state(), moment.seen(), moment.at());
    if (step.happened().isEmpty() && before.alert().isEmpty()) {
      return before;
    }
    DropFinding finding = new DropFinding(look.rule(), memory, due.zone(), moment);
    Windows shown = windows(due.zone(), List.of(finding.from(look.rule().slot()), moment.at()));
    Tally now = counts(look, shown, List.of(due.stream()), false).at(due.stream(), 0);
    Alert.Finding found = finding.of(due.stream(), now);
    return keeper.apply(look.transaction(), look.rule(), before, step, found, moment.at());
  }
}
