package org.onthaal.aggregation.drop;

import java.time.Instant;
import org.onthaal.aggregation.measure.Tally;

/// A closed piece of a stream's time with what arrived in it; the next one begins where it ends.
///
/// Unit: `openDays` is opening time, not calendar time: the opening hours of one day add up to 1,
/// closed time to 0; a stream that never closes has 24 hours a day. Empty slots count as well.
/// Errors: negative counts are refused. What is corrected in a slot that was judged stays as it
/// was; late ratings belong to the slot in which they arrive.
///
/// @param openDays opening time since the slot before, up to the end of this one
public record Slot(Instant start, double openDays, Tally tally) {
  public Slot {
    if (!(openDays >= 0) || Double.isInfinite(openDays)) {
      throw new IllegalArgumentException("openDays: " + openDays + " (expected: 0 or more)");
    }
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      if (tally.count(score) < 0) {
        throw new IllegalArgumentException("tally: " + tally + " (expected: no negative count)");
      }
    }
  }

  /// Whether anybody answered, be it "don't know".
  public boolean hasAnswers() {
    return tally.n() > 0 || tally.dontKnow() > 0;
  }
}
