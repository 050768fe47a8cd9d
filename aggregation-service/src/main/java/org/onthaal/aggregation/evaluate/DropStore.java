package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.Slot;

/// Keeps what drop rules remember, in the fold's transaction.
public interface DropStore {
  /// Remembers streams that are not known yet; known ones stay as they are.
  void meet(AlertTransaction transaction, Collection<DropMemory> memories);

  /// Those whose next slot starts at or before a time, in order of stream.
  List<DropMemory> due(
      AlertTransaction transaction, String rule, int partition, Instant lastSlot, int countMax);

  /// Notes a state for [#write].
  void save(AlertTransaction transaction, DropMemory memory);

  /// Keeps a baseline for good.
  void learnt(AlertTransaction transaction, StreamState.Key key, DropMemory.Learnt learnt);

  /// Notes what a slot was judged on, and what came of it, for [#write].
  void judged(AlertTransaction transaction, StreamState.Key key, Judged judged);

  /// Writes everything that was noted in this transaction, many rows at a time; before that nothing
  /// of it can be read.
  void write(AlertTransaction transaction);

  /// Times that teach nothing, of those that ended after a time: in which alerts of the same rule
  /// and stream were firing, or in which a silence matched them.
  List<DropLearning.Span> unusual(
      AlertTransaction transaction, Alert.Subject subject, Instant after);

  /// Sets the evidence of a stream back to nothing; what was learnt and counted stays.
  void restart(AlertTransaction transaction, StreamState.Key key);

  /// Forgets what slots of a rule were judged on before a time.
  void forgetSlots(AlertTransaction transaction, String rule, Instant before);

  /// Forgets the streams of all but these rules in one partition; what was judged stays.
  void forgetOthers(AlertTransaction transaction, int partition, List<String> rules);

  /// Forgets a stream that a rule no longer judges; what was judged stays.
  void forget(AlertTransaction transaction, StreamState.Key key);

  /// A slot, its reference in points, and what came of it.
  ///
  /// @param evidenceDays of a drop with this slot, before an alarm set it back; 0 while an alarm
  ///   lasts
  record Judged(Slot slot, Reference reference, double evidenceDays, DropState after) {}
}
