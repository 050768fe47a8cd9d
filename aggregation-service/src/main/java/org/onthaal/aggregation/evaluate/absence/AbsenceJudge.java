package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertState;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.AlertKeeper;
import org.onthaal.aggregation.evaluate.LiveEvaluation;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.evaluate.slot.SlotCounts;
import org.onthaal.aggregation.evaluate.slot.SlotJudge;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.rule.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns how many ratings are usual, adds up those that stay away, and carries it into alerts. An
/// alert ends with the next slot that has a rating.
public final class AbsenceJudge implements SlotJudge<Rule.UnusualAbsence, AbsenceMemory> {
  private static final Logger LOG = LoggerFactory.getLogger(AbsenceJudge.class);

  private final LiveEvaluation.Parts parts;
  private final AlertKeeper keeper;
  private final SlotCounts counts;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  public AbsenceJudge(LiveEvaluation.Parts parts, AlertKeeper keeper) {
    this.parts = parts;
    this.keeper = keeper;
    this.counts = new SlotCounts(parts.tallies());
  }

  @Override
  public AbsenceMemory first(Rule.UnusualAbsence rule, Met met) {
    return AbsenceMemory.of(met.key(), met.partition(), met.slot());
  }

  @Override
  public boolean isReady(Rule.UnusualAbsence rule, AbsenceMemory memory) {
    return memory.usual().isPresent();
  }

  @Override
  public AbsenceMemory skipped(AbsenceMemory memory, Instant slot) {
    return memory.skippedTo(slot);
  }

  @Override
  public AbsenceMemory learn(Look<Rule.UnusualAbsence> look, Due<AbsenceMemory> due) {
    AbsenceMemory memory = due.memory();
    Instant slot = memory.nextSlot();
    Alert.Subject subject = AlertKeeper.subject(look.rule(), due.stream());
    Past past =
        new Past(
            due.stream(),
            due.zone(),
            due.hours(),
            windows -> counts.counts(look, windows, List.of(due.stream()), true),
            after -> parts.drops().unusual(look.transaction(), subject, after));
    Optional<UsualVolume> usual =
        due.state().alert().isPresent() ? Optional.empty() : learnt(look.rule(), slot, past);
    if (usual.isEmpty()) {
      return memory.withLearnAt(slot.plus(Past.LATER));
    }
    AbsenceMemory.Learnt learnt = new AbsenceMemory.Learnt(slot, usual.get());
    parts.absences().learnt(look.transaction(), memory.key(), learnt);
    return memory.withUsual(learnt, slot.plus(Past.AGAIN));
  }

  private Optional<UsualVolume> learnt(Rule.UnusualAbsence rule, Instant slot, Past past) {
    try {
      return UsualVolume.learn(slot, past);
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
      Look<Rule.UnusualAbsence> look,
      Due<AbsenceMemory> due,
      List<Slot> slots,
      SlotMemory.Counted counted) {
    UsualVolume usual = due.memory().usual().orElseThrow().volume();
    AbsenceMemory memory = due.memory();
    StreamState state = due.state();
    for (Slot slot : slots) {
      Instant end = slot.start().plus(look.rule().slot());
      Waiting after = memory.waiting().next(slot, end, usual);
      // While closed and without ratings nothing changes.
      if (slot.openDays() > 0 || slot.hasAnswers()) {
        AbsenceRecord.Judged judged =
            new AbsenceRecord.Judged(
                slot.start(),
                slot.openDays(),
                slot.tally().n(),
                usual.expected(slot),
                after.missing(),
                usual.needed(look.rule()));
        parts.absences().judged(look.transaction(), memory.key(), judged);
      }
      AbsenceFinding finding =
          new AbsenceFinding(look.rule(), usual, memory.waiting(), after, slot, end);
      state = carry(look, due, state, finding);
      memory = memory.after(end, counted, after);
    }
    parts.absences().save(look.transaction(), memory);
    if (!state.equals(due.state())) {
      parts.alerts().save(look.transaction(), state);
    }
  }

  private StreamState carry(
      Look<Rule.UnusualAbsence> look,
      Due<AbsenceMemory> due,
      StreamState before,
      AbsenceFinding finding) {
    if (!finding.holds() && before.state() instanceof AlertState.Inactive) {
      return before;
    }
    return keeper.apply(
        look.transaction(),
        look.rule(),
        before,
        finding.of(due.stream(), due.zone()),
        finding.end());
  }
}
