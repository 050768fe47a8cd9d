package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.measure.Tally;

/// What is remembered of a rule about unusual absences and a stream between slots.
///
/// @param usual absent until enough is known
public record AbsenceMemory(
    StreamState.Key key,
    int partition,
    Instant nextSlot,
    Instant learnAt,
    Optional<Learnt> usual,
    Counted counted,
    Waiting waiting)
    implements SlotMemory {
  /// What is usual, and the slot with which it came into force.
  public record Learnt(Instant at, UsualVolume volume) {}

  /// A stream that was met just now.
  static AbsenceMemory of(StreamState.Key key, int partition, Instant slot) {
    return new AbsenceMemory(
        key,
        partition,
        slot,
        slot,
        Optional.empty(),
        new Counted(slot, Tally.EMPTY),
        Waiting.from(slot));
  }

  AbsenceMemory withUsual(Learnt learnt, Instant again) {
    return new AbsenceMemory(
        key, partition, nextSlot, again, Optional.of(learnt), counted, waiting);
  }

  AbsenceMemory withLearnAt(Instant later) {
    return new AbsenceMemory(key, partition, nextSlot, later, usual, counted, waiting);
  }

  /// The same at the start of a later slot, with everything before it left out.
  AbsenceMemory skippedTo(Instant slot) {
    return new AbsenceMemory(
        key,
        partition,
        slot,
        learnAt,
        usual,
        new Counted(slot, Tally.EMPTY),
        usual.isPresent() ? waiting : Waiting.from(slot));
  }

  AbsenceMemory after(Instant slot, Counted given, Waiting next) {
    return new AbsenceMemory(key, partition, slot, learnAt, usual, given, next);
  }
}
