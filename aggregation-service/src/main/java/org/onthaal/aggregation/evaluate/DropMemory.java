package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.evaluate.slot.SlotMemory;
import org.onthaal.aggregation.measure.Tally;

/// What is remembered of a drop rule and a stream between slots.
///
/// @param partition of the log in which the stream's ratings arrive
/// @param nextSlot start of the first slot that is not judged yet
/// @param learnAt when the baseline is to be learnt (again); far away where there is nothing to
///   learn
/// @param usual absent until enough is known, and for a target
/// @param counted what slots have been given so far
record DropMemory(
    StreamState.Key key,
    int partition,
    Instant nextSlot,
    Instant learnAt,
    Optional<Learnt> usual,
    Counted counted,
    DropState state)
    implements SlotMemory {
  /// A baseline, and the slot with which it came into force.
  record Learnt(Instant at, SeasonalBaseline baseline) {}

  DropMemory withUsual(Learnt learnt, Instant again) {
    return new DropMemory(key, partition, nextSlot, again, Optional.of(learnt), counted, state);
  }

  DropMemory withLearnAt(Instant later) {
    return new DropMemory(key, partition, nextSlot, later, usual, counted, state);
  }

  /// Without anything that was learnt or found.
  DropMemory restarted(Instant learn) {
    return new DropMemory(
        key, partition, nextSlot, learn, Optional.empty(), counted, DropState.start());
  }

  /// The same at the start of a later slot, with everything before it left out.
  DropMemory skippedTo(Instant slot) {
    return new DropMemory(
        key, partition, slot, learnAt, usual, new Counted(slot, Tally.EMPTY), state);
  }

  DropMemory after(Instant slot, Counted given, DropState next) {
    return new DropMemory(key, partition, slot, learnAt, usual, given, next);
  }
}
