package org.onthaal.feedback.rating;

import java.util.List;

/// A valid rating: one contact of one person. An empty comment means none.
public record Rating(RatingId id, Place place, Stamp stamp, List<Answer> answers, String comment) {
  public Rating {
    answers = List.copyOf(answers);
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("answers: none (expected: at least one)");
    }
  }

  public String administration() {
    return place.administration();
  }

  public Rating withComment(String newComment) {
    return new Rating(id, place, stamp, answers, newComment);
  }

  public Rating withAnswers(List<Answer> newAnswers) {
    return new Rating(id, place, stamp, newAnswers, comment);
  }
}
