package org.onthaal.aggregation.evaluate.slot;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.rule.Stream;

/// Keeps what rules remember between slots, in the fold's transaction.
public interface SlotStore<M extends SlotMemory> {
  /// Those of these streams of a rule that are remembered.
  Set<Stream> known(AlertTransaction transaction, String rule, Collection<Stream> streams);

  /// Remembers streams that are not known yet; known ones stay as they are.
  void meet(AlertTransaction transaction, Collection<M> memories);

  /// Those whose next slot starts at or before a time, in order of stream.
  List<M> due(
      AlertTransaction transaction, String rule, int partition, Instant lastSlot, int countMax);

  /// Keeps a memory, at the latest with [#write].
  void save(AlertTransaction transaction, M memory);

  /// Writes everything that was only noted in this transaction; before that nothing of it can be
  /// read.
  void write(AlertTransaction transaction);

  /// Forgets what slots of a rule were judged on before a time.
  void forgetSlots(AlertTransaction transaction, String rule, Instant before);

  /// Forgets the streams of all but these rules in one partition; what was judged stays.
  void forgetOthers(AlertTransaction transaction, int partition, List<String> rules);

  /// Forgets a stream that a rule no longer judges; what was judged stays.
  void forget(AlertTransaction transaction, StreamState.Key key);
}
