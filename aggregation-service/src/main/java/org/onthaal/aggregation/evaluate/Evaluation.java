package org.onthaal.aggregation.evaluate;

import org.onthaal.aggregation.alert.AlertMachine.Seen;
import org.onthaal.aggregation.alert.Evidence;

/// What a rule says of one window of one stream.
///
/// @param enough whether there were enough answers to say anything
/// @param seen whether it is bad enough to begin an alert, and to keep one
/// @param because the evidence in one English sentence
public record Evaluation(boolean enough, Seen seen, Evidence evidence, String because) {
  public boolean holds() {
    return seen.holds();
  }
}
