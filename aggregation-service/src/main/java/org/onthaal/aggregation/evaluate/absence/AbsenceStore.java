package org.onthaal.aggregation.evaluate.absence;

import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.evaluate.slot.SlotStore;

/// Keeps what rules about unusual absences remember, in the fold's transaction.
public interface AbsenceStore extends SlotStore<AbsenceMemory> {
  /// Keeps what is usual for good.
  void learnt(AlertTransaction transaction, StreamState.Key key, AbsenceMemory.Learnt learnt);

  /// Keeps what a slot was judged on, and what came of it.
  void judged(AlertTransaction transaction, StreamState.Key key, AbsenceRecord.Judged judged);
}
