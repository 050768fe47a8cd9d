package org.onthaal.feedback.rating;

/// What was answered to a question.
public sealed interface AnswerValue {
  /// A point of the metric's scale.
  record Score(int points) implements AnswerValue {}

  /// "I don't know" or "not applicable": counted apart, never part of n.
  record DontKnow() implements AnswerValue {}
}
