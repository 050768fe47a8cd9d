package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.Evidence.WindowSpan;
import org.onthaal.aggregation.measure.Tally;

/// What one transition of an alert was decided on, so that anyone can decide again.
///
/// @param rule a rule file of the rule as it was, with its defaults written out
/// @param basis what it was judged on; of rules that are judged slot by slot, the slots are
public record Decision(Transition transition, String rule, Basis basis) {
  /// What was known of the stream.
  ///
  /// @param window in which answers were counted; of an absence, since when there was none
  /// @param counts absent where nothing is counted
  /// @param lastRatedAt of an absence
  public record Basis(WindowSpan window, Optional<Counts> counts, Optional<Instant> lastRatedAt) {}

  /// Answers by score.
  ///
  /// @param before in the window before, of rules that compare
  public record Counts(Tally now, Optional<Tally> before) {}
}
