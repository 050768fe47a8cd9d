package org.onthaal.feedback.loss;

import java.time.Instant;
import java.util.Optional;

/// What one sender lost for one reason.
///
/// @param sender empty for one on the same machine that shows no key
/// @param reportedAt when the newest report arrived
public record LossRow(
    Optional<Sender> sender, LossReason reason, long ratings, Instant reportedAt) {
  /// Who told it.
  ///
  /// @param administration code of the administration of the key
  /// @param key its id
  public record Sender(String administration, String key) {}
}
