package org.onthaal.feedback.rating;

import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.survey.Metric;

/// A valid answer to one question of the survey. Choices have no metric, everything else has one.
public record Answer(String question, Optional<Metric> metric, AnswerValue value) {
  public Answer {
    if (metric.isEmpty() != value instanceof AnswerValue.Choices) {
      throw new IllegalArgumentException(
          "metric: " + metric + " (expected: one for a scale, none for choices)");
    }
    if (value instanceof AnswerValue.Score(int points) && !metric.orElseThrow().accepts(points)) {
      Metric known = metric.get();
      throw new IllegalArgumentException(
          "score: %d (expected: %d..%d for %s)"
              .formatted(points, known.lowest(), known.highest(), known));
    }
  }

  /// An answer to a question with a scale.
  public static Answer of(String question, Metric metric, AnswerValue value) {
    return new Answer(question, Optional.of(metric), value);
  }

  /// An answer to a question with choices.
  public static Answer chosen(String question, List<String> codes) {
    return new Answer(question, Optional.empty(), new AnswerValue.Choices(codes));
  }

  /// Whether it may be counted.
  public boolean hasScale() {
    return metric.isPresent();
  }
}
