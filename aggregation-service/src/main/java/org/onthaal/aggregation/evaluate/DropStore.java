package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.Drop;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.evaluate.slot.SlotStore;

/// Keeps what drop rules remember, in the fold's transaction.
public interface DropStore extends SlotStore<DropMemory> {
  /// Keeps a baseline for good.
  void learnt(AlertTransaction transaction, StreamState.Key key, DropMemory.Learnt learnt);

  /// Notes what a slot was judged on, and what came of it, for [#write].
  void judged(AlertTransaction transaction, StreamState.Key key, Judged judged);

  /// Times that teach nothing, of those that ended after a time: in which alerts of the same rule
  /// and stream were firing, or in which a silence matched them.
  List<Past.Span> unusual(AlertTransaction transaction, Alert.Subject subject, Instant after);

  /// Sets the evidence of a stream back to nothing; what was learnt and counted stays.
  void restart(AlertTransaction transaction, StreamState.Key key);

  /// A slot, its reference in points, and what came of it.
  ///
  /// @param during the drop whose end was looked for in it
  /// @param evidenceDays of a drop with this slot, before an alarm set it back; 0 while an alarm
  ///   lasts
  record Judged(
      Slot slot,
      Reference reference,
      Optional<Drop> during,
      double evidenceDays,
      DropState after) {}
}
