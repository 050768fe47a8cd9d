package org.onthaal.feedback.store;

import java.util.List;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.survey.SurveyCatalog;

/// A rating with the database's numbers for what it names, ready to be written.
record StoredRow(
    Rating rating,
    Fingerprint fingerprint,
    int partition,
    int administrationId,
    int touchpointId,
    List<Integer> questionIds) {
  // What a row takes in a COPY besides its comment, rounded up.
  private static final int FIXED_BYTES = 160;
  private static final int ANSWER_BYTES = 48;

  static StoredRow of(Rating rating, Fingerprint fingerprint, SurveyCatalog catalog) {
    String survey = rating.place().survey().code();
    return new StoredRow(
        rating,
        fingerprint,
        LogPartitions.of(rating.administration()),
        catalog.administrationId(rating.administration()),
        catalog.touchpointId(rating.place().touchpoint()),
        rating.answers().stream()
            .map(answer -> catalog.questionId(survey, answer.question()))
            .toList());
  }

  RatingKey key() {
    return new RatingKey(administrationId, rating.id());
  }

  /// About as many bytes as the row costs to send; a character counts as three.
  int bytes() {
    return FIXED_BYTES + ANSWER_BYTES * rating.answers().size() + 3 * rating.comment().length();
  }

  /// The score as it is stored, or -1 for a don't-know, which is stored as NULL.
  static int score(Answer answer) {
    return switch (answer.value()) {
      case AnswerValue.Score(int points) -> points;
      case AnswerValue.DontKnow() -> -1;
    };
  }
}
