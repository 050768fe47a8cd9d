package org.onthaal.feedback.rating;

import java.util.List;

/// What was answered to a question.
public sealed interface AnswerValue {
  /// A point of the metric's scale.
  record Score(int points) implements AnswerValue {}

  /// "I don't know" or "not applicable": counted apart, never part of n.
  record DontKnow() implements AnswerValue {}

  /// What was chosen, by code: in no figure of a scale, counted apart.
  record Choices(List<String> codes) implements AnswerValue {
    public Choices {
      codes = List.copyOf(codes);
    }
  }
}
