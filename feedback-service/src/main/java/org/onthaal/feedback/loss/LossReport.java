package org.onthaal.feedback.loss;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/// What a sender lost since its report before.
///
/// @param id made by the sender, the same with each repetition
/// @param ratings how many, by reason; each at least 1
public record LossReport(UUID id, Map<LossReason, Long> ratings) {
  public LossReport {
    if (ratings.isEmpty() || ratings.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("ratings: " + ratings + " (expected: each at least 1)");
    }
    ratings = Collections.unmodifiableMap(new EnumMap<>(ratings));
  }
}
