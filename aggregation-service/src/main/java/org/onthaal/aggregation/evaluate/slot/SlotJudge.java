package org.onthaal.aggregation.evaluate.slot;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// What one kind of rule learns, and what it makes of closed slots.
public interface SlotJudge<R extends Rule.Slotwise, M extends SlotMemory> {
  /// One look at one rule.
  record Look<R extends Rule.Slotwise>(
      FoldTransaction fold, AlertTransaction transaction, R rule, Change change) {}

  /// A stream with slots that are closed.
  ///
  /// @param zone of its administration
  record Due<M extends SlotMemory>(M memory, StreamState state, ZoneId zone, OpeningHours hours) {
    public Stream stream() {
      return memory.key().stream();
    }
  }

  /// A stream from the slot on in which it is met.
  record Met(StreamState.Key key, int partition, Instant slot, ZoneId zone) {}

  M first(R rule, Met met);

  /// Whether it is due to learn what is usual.
  default boolean learns(R rule, M memory) {
    return !memory.learnAt().isAfter(memory.nextSlot());
  }

  /// The memory after having learnt what is usual, where enough is known and nothing is just being
  /// found; asked only when it is due.
  M learn(Look<R> look, Due<M> due);

  /// Whether there is anything to judge slots against.
  boolean isReady(R rule, M memory);

  /// The memory at the start of a later slot, with everything before it left out.
  M skipped(M memory, Instant slot);

  /// Judges closed slots in order, and keeps what came of it.
  ///
  /// @param counted what slots have been given with these
  void judge(Look<R> look, Due<M> due, List<Slot> slots, SlotMemory.Counted counted);
}
