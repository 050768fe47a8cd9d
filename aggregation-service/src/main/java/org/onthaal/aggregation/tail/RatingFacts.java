package org.onthaal.aggregation.tail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.measure.Metric;

/// What counting needs to know of a rating: never its comment, never who gave it.
///
/// @param imported whether it came from a file of earlier ratings
/// @param suspected whether it is counted apart: looks like tampering, or more than the burst limit
///   of its device
/// @param answers to questions with a scale, in the order in which they are stored
/// @param chosen answers to questions with choices
public record RatingFacts(
    Place place,
    Instant ratedAt,
    Instant receivedAt,
    boolean imported,
    boolean suspected,
    List<Answer> answers,
    List<Chosen> chosen) {
  public RatingFacts {
    answers = List.copyOf(answers);
    chosen = List.copyOf(chosen);
  }

  /// A rating that chose nothing.
  public RatingFacts(
      Place place,
      Instant ratedAt,
      Instant receivedAt,
      boolean imported,
      boolean suspected,
      List<Answer> answers) {
    this(place, ratedAt, receivedAt, imported, suspected, answers, List.of());
  }

  /// The score beside what was chosen: the first answer to a CSAT question, or without one the
  /// first answer. Decided by what is stored alone, so that a recount finds the same.
  public Optional<Answer> beside() {
    return answers.stream()
        .filter(answer -> answer.metric() == Metric.CSAT)
        .findFirst()
        .or(() -> answers.stream().findFirst());
  }
}
