package org.onthaal.feedback.rating;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A valid rating: one contact of one person. Answers to questions with a scale come first, and
/// there is at least one. An empty comment means none.
///
/// @param context what the page knew of the contact, by key
public record Rating(
    RatingId id,
    Place place,
    Stamp stamp,
    List<Answer> answers,
    String comment,
    Map<String, String> context) {
  public Rating {
    answers =
        Stream.concat(
                answers.stream().filter(Answer::hasScale),
                answers.stream().filter(answer -> !answer.hasScale()))
            .toList();
    if (answers.isEmpty() || !answers.getFirst().hasScale()) {
      throw new IllegalArgumentException(
          "answers: " + answers + " (expected: at least one to a question with a scale)");
    }
    context = Collections.unmodifiableMap(new TreeMap<>(context));
  }

  public String administration() {
    return place.administration();
  }

  public Rating withStamp(Stamp newStamp) {
    return new Rating(id, place, newStamp, answers, comment, context);
  }

  public Rating withComment(String newComment) {
    return new Rating(id, place, stamp, answers, newComment, context);
  }

  public Rating withAnswers(List<Answer> newAnswers) {
    return new Rating(id, place, stamp, newAnswers, comment, context);
  }

  public Rating withContext(Map<String, String> newContext) {
    return new Rating(id, place, stamp, answers, comment, newContext);
  }
}
