package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import org.onthaal.aggregation.drop.NoRatings;
import org.onthaal.aggregation.drop.Slot;

/// How long a stream has been without ratings.
///
/// @param since end of the last slot with a rating, or start of the first one that was judged
/// @param missing the same in ratings that were to be expected
public record Waiting(Instant since, NoRatings missing) {
  static Waiting from(Instant slot) {
    return new Waiting(slot, NoRatings.NONE);
  }

  /// After one more slot.
  ///
  /// @param end of the slot
  Waiting next(Slot slot, Instant end, UsualVolume usual) {
    return new Waiting(slot.hasAnswers() ? end : since, missing.next(slot, usual.expected(slot)));
  }
}
