package org.onthaal.aggregation.evaluate;

import java.util.Optional;
import org.onthaal.aggregation.alert.AlertMachine.Seen;
import org.onthaal.aggregation.alert.Decision.Counts;
import org.onthaal.aggregation.alert.Evidence;

/// What a rule says of one window of one stream.
///
/// @param enough whether there were enough answers to say anything
/// @param seen whether it is bad enough to begin an alert, and to keep one
/// @param because the evidence in one English sentence
/// @param counts what the figures were computed from; absent where the slots have it
public record Evaluation(
    boolean enough, Seen seen, Evidence evidence, String because, Optional<Counts> counts) {
  /// Of a rule that counts no window.
  public Evaluation(boolean enough, Seen seen, Evidence evidence, String because) {
    this(enough, seen, evidence, because, Optional.empty());
  }

  public boolean holds() {
    return seen.holds();
  }
}
