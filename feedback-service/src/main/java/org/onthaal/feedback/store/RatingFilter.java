package org.onthaal.feedback.store;

import java.time.Instant;
import java.util.Set;

/// Which stored ratings are wanted. No administrations means all; `to` is exclusive.
public record RatingFilter(Set<String> administrations, Instant from, Instant to) {
  public RatingFilter {
    administrations = Set.copyOf(administrations);
  }
}
