package org.onthaal.feedback.survey;

import java.util.List;

/// The answers to an earlier question of the same survey on which another one is asked; scores of
/// that question's scale, lowest first.
public record AskedWhen(String question, List<Integer> scores) {
  public AskedWhen {
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("scores: none (expected: at least one)");
    }
    scores = scores.stream().sorted().distinct().toList();
  }
}
