package org.onthaal.feedback.rating;

import org.onthaal.feedback.survey.Metric;

/// A valid answer to one question of the survey.
public record Answer(String question, Metric metric, AnswerValue value) {
  public Answer {
    if (value instanceof AnswerValue.Score(int points) && !metric.accepts(points)) {
      throw new IllegalArgumentException(
          "score: %d (expected: %d..%d for %s)"
              .formatted(points, metric.lowest(), metric.highest(), metric));
    }
  }
}
