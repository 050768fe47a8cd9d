package org.onthaal.aggregation.canary;

import java.util.List;
import java.util.Optional;

/// Where the canary gives its ratings.
@FunctionalInterface
interface CanaryIntake {
  /// Gives all of them, those that are there already included.
  ///
  /// @return what was in the way, in a sentence; empty when all are stored
  Optional<String> give(String touchpoint, List<CanaryScript.Rating> ratings);
}
