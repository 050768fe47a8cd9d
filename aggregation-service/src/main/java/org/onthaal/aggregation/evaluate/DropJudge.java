package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertMachine;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Baseline;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Seen;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.evaluate.slot.SlotCounts;
import org.onthaal.aggregation.evaluate.slot.SlotJudge;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Against;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns what is usual for drop rules, judges slots against it, and carries what is seen into
/// alerts.
final class DropJudge implements SlotJudge<Rule.Drop, DropMemory> {
  private static final Logger LOG = LoggerFactory.getLogger(DropJudge.class);

  private final LiveEvaluation.Parts parts;
  private final AlertKeeper keeper;
  private final SlotCounts counts;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  DropJudge(LiveEvaluation.Parts parts, AlertKeeper keeper) {
    this.parts = parts;
    this.keeper = keeper;
    this.counts = new SlotCounts(parts.tallies());
  }

  @Override
  public DropMemory first(Rule.Drop rule, Met met) {
    return new DropMemory(
        met.key(),
        met.partition(),
        met.slot(),
        DropLearning.first(rule, met.slot(), met.zone()),
        Optional.empty(),
        new SlotMemory.Counted(met.slot(), Tally.EMPTY),
        DropState.start());
  }

  @Override
  public boolean isReady(Rule.Drop rule, DropMemory memory) {
    return baseline(rule, memory).isPresent();
  }

  static Optional<Baseline> baseline(Rule.Drop rule, DropMemory memory) {
    return rule.against() instanceof Against.Target(var value)
        ? Optional.of(DropPoints.target(rule, value))
        : memory.usual().map(DropMemory.Learnt::baseline);
  }

  @Override
  public DropMemory skipped(DropMemory memory, Instant slot) {
    return memory.skippedTo(slot);
  }

  @Override
  public boolean learns(Rule.Drop rule, DropMemory memory) {
    return SlotJudge.super.learns(rule, memory) || !fits(rule, memory);
  }

  @Override
  public DropMemory learn(Look<Rule.Drop> look, Due<DropMemory> due) {
    DropMemory memory = ofRule(look.rule(), due.memory(), due.zone());
    Instant slot = memory.nextSlot();
    if (memory.learnAt().isAfter(slot)) {
      return memory;
    }
    Alert.Subject subject = AlertKeeper.subject(look.rule(), due.stream());
    Past past =
        new Past(
            due.stream(),
            due.zone(),
            due.hours(),
            windows -> counts.counts(look, windows, List.of(due.stream()), true),
            after -> parts.drops().unusual(look.transaction(), subject, after));
    Optional<SeasonalBaseline> baseline =
        DropLearning.isQuiet(memory.state()) ? learnt(look.rule(), slot, past) : Optional.empty();
    if (baseline.isEmpty()) {
      return memory.withLearnAt(slot.plus(Past.LATER));
    }
    DropMemory.Learnt learnt = new DropMemory.Learnt(slot, baseline.get());
    parts.drops().learnt(look.transaction(), memory.key(), learnt);
    return memory.withUsual(learnt, DropLearning.again(look.rule(), slot));
  }

  /// A baseline in other points is that of a rule that was changed: it is learnt anew.
  private static DropMemory ofRule(Rule.Drop rule, DropMemory memory, ZoneId zone) {
    return fits(rule, memory)
        ? memory
        : memory.restarted(DropLearning.first(rule, memory.nextSlot(), zone));
  }

  private static boolean fits(Rule.Drop rule, DropMemory memory) {
    return memory.usual().stream()
        .allMatch(learnt -> learnt.baseline().points() == DropPoints.of(rule));
  }

  private Optional<SeasonalBaseline> learnt(Rule.Drop rule, Instant slot, Past past) {
    try {
      return DropLearning.learn(rule, slot, past);
    } catch (RangeRefusedException e) {
      // Days of a zone of half hours are no whole hours: nothing is learnt, and the fold goes on.
      if (refused.add(rule.name())) {
        LOG.warn("rule {} learns nothing: expected {}", rule.name(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  @Override
  public void judge(
      Look<Rule.Drop> look, Due<DropMemory> due, List<Slot> slots, SlotMemory.Counted counted) {
    Rule.Drop rule = look.rule();
    Baseline baseline = baseline(rule, due.memory()).orElseThrow();
    DropDetector detector = new DropDetector(rule.evidenceDays(), rule.recovers());
    DropMemory memory = due.memory();
    StreamState state = due.state();
    for (Slot slot : slots) {
      Instant end = slot.start().plus(rule.slot());
      Reference reference = baseline.at(slot.start());
      DropDetector.Step step = detector.next(memory.state(), slot, reference);
      // While closed and without answers nothing changes.
      if (slot.openDays() > 0 || slot.hasAnswers()) {
        DropStore.Judged judged =
            new DropStore.Judged(
                slot, reference, fallen(memory.state()), evidence(step.seen()), step.state());
        parts.drops().judged(look.transaction(), memory.key(), judged);
      }
      state = carry(look, due, state, new Moment(step.seen(), end));
      memory = memory.after(end, counted, step.state());
    }
    parts.drops().save(look.transaction(), memory);
    if (state.sequence() != due.state().sequence()) {
      parts.alerts().save(look.transaction(), state);
    }
  }

  private static Optional<Drop> fallen(DropState state) {
    return switch (state) {
      case DropState.Watching _ -> Optional.empty();
      case DropState.Fallen(Drop drop, _) -> Optional.of(drop);
    };
  }

  private static double evidence(Seen seen) {
    return switch (seen) {
      case Seen.Inactive(double days) -> days;
      case Seen.Unusual(Drop drop) -> drop.evidenceDays();
      case Seen.Fired(Drop drop) -> drop.evidenceDays();
      case Seen.Firing _, Seen.Recovering _, Seen.Resolved _ -> 0;
    };
  }

  private static Ending ending(Seen seen) {
    return switch (seen) {
      case Seen.Resolved _ -> new Ending.Recovered();
      case Seen.Inactive _, Seen.Unusual _, Seen.Fired _, Seen.Firing _, Seen.Recovering _ ->
          new Ending.NotFollowed();
    };
  }

  /// What was seen with a slot, and when that ended.
  record Moment(Seen seen, Instant at) {}

  private StreamState carry(
      Look<Rule.Drop> look, Due<DropMemory> due, StreamState before, Moment moment) {
    AlertMachine.Step step = DropSteps.next(before.state(), moment.seen(), moment.at());
    if (step.happened().isEmpty() && before.alert().isEmpty()) {
      return before;
    }
    DropFinding finding = new DropFinding(look.rule(), due.memory(), due.zone(), moment);
    Windows shown =
        SlotCounts.windows(due.zone(), List.of(finding.from(look.rule().slot()), moment.at()));
    Tally now = counts.counts(look, shown, List.of(due.stream()), false).at(due.stream(), 0);
    Alert.Finding found = finding.of(due.stream(), now);
    return keeper.apply(
        look.transaction(),
        look.rule(),
        before,
        step,
        new AlertKeeper.Found(found, Optional.empty(), ending(moment.seen())),
        moment.at());
  }
}
