package org.onthaal.aggregation.operate;

import java.util.function.Supplier;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Problems;

/// Lets what people do to the database, and says what is in the way when it cannot. Safe for any
/// thread.
record Admitted(Admission admission) {
  /// The answer of work that may throw [StoreFailedException].
  <T> Answer<T> answer(Supplier<Answer<T>> work) {
    return admission
        .<Answer<T>, RuntimeException>call(Admission.Priority.DASHBOARD, () -> answered(work))
        .orElseGet(() -> new Answer.Refused<>(Problems.overloaded()));
  }

  private static <T> Answer<T> answered(Supplier<Answer<T>> work) {
    try {
      return work.get();
    } catch (StoreFailedException e) {
      return new Answer.Refused<>(AlertDesk.unavailable(String.valueOf(e.getMessage())));
    }
  }
}
