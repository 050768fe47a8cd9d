package org.onthaal.feedback.phone;

import java.time.Duration;
import java.util.Optional;
import org.onthaal.feedback.survey.Metric;

/// What one call asks.
///
/// @param more asked once a first answer is stored
/// @param keyWait from the last prompt, or key, to silence
/// @param spokenMax how long the caller may speak in the end; empty: is not asked to
public record CallPlan(
    Asked first, Optional<Asked> more, Duration keyWait, Optional<Duration> spokenMax) {
  /// A question of the survey.
  public record Asked(String question, Metric metric) {}
}
