package org.onthaal.aggregation.tail;

import java.time.Instant;
import java.util.List;

/// What counting needs to know of a rating: never its comment, never who gave it.
///
/// @param imported whether it came from a file of earlier ratings
/// @param suspected whether it is counted apart: looks like tampering, or more than the burst limit
///   of its device
public record RatingFacts(
    Place place,
    Instant ratedAt,
    Instant receivedAt,
    boolean imported,
    boolean suspected,
    List<Answer> answers) {
  public RatingFacts {
    answers = List.copyOf(answers);
  }
}
