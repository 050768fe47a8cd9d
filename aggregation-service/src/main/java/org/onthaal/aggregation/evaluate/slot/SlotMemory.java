package org.onthaal.aggregation.evaluate.slot;

import java.time.Instant;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.measure.Tally;

/// What is remembered of a rule and a stream between slots, whatever the kind of the rule.
public interface SlotMemory {
  StreamState.Key key();

  /// Of the log, in which the stream's ratings arrive.
  int partition();

  /// Start of the first slot that is not judged yet.
  Instant nextSlot();

  /// When it is to be learnt (again) what is usual; far away where there is nothing to learn.
  Instant learnAt();

  /// What slots have been given so far.
  Counted counted();

  /// Answers given from `from` until the next slot, as far as slots have been given them: what is
  /// counted there later is late, and belongs to the slot in which it arrives.
  record Counted(Instant from, Tally tally) {}
}
