package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;

/// One rule for one stream, from its first pending to its end.
///
/// @param id stable over its whole life
/// @param finding the newest figures, and the same in one sentence
public record Alert(UUID id, Subject subject, AlertState.Name state, Life life, Finding finding) {
  /// What it is about.
  public record Subject(String rule, RuleKind kind, Severity severity, Stream stream) {}

  /// When it began to hold, fired and ended.
  ///
  /// @param ending how it ended; absent before, and of alerts from before it was kept
  public record Life(
      Instant pendingAt,
      Optional<Instant> firedAt,
      Optional<Instant> resolvedAt,
      Optional<Ending> ending) {
    /// Of an alert that is not over.
    public static Life begun(Instant pendingAt, Optional<Instant> firedAt) {
      return new Life(pendingAt, firedAt, Optional.empty(), Optional.empty());
    }
  }

  /// Figures and the English sentence that says them.
  public record Finding(Evidence evidence, String because) {}

  public boolean isOver() {
    return state == AlertState.Name.RESOLVED || state == AlertState.Name.INACTIVE;
  }
}
