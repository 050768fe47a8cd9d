package org.onthaal.feedback.store;

import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.store.burst.Press;
import org.onthaal.feedback.survey.SurveyCatalog;

/// A rating with the database's numbers for what it names, ready to be written.
///
/// @param device id of the key of the device that it was pressed on, if it was
record StoredRow(
    Rating rating,
    Fingerprint fingerprint,
    int partition,
    int administrationId,
    int touchpointId,
    List<Integer> questionIds,
    Optional<String> device) {
  // What a row takes in a COPY besides its comment, rounded up.
  private static final int FIXED_BYTES = 160;
  private static final int ANSWER_BYTES = 48;

  static StoredRow of(
      Rating rating, Fingerprint fingerprint, Optional<String> device, SurveyCatalog catalog) {
    String survey = rating.place().survey().code();
    return new StoredRow(
        rating,
        fingerprint,
        LogPartitions.of(rating.administration()),
        catalog.administrationId(rating.administration()),
        catalog.touchpointId(rating.place().touchpoint()),
        rating.answers().stream()
            .map(answer -> catalog.questionId(survey, answer.question()))
            .toList(),
        device);
  }

  /// The same with one flag more.
  StoredRow with(Flag flag) {
    return new StoredRow(
        rating.withStamp(rating.stamp().with(flag)),
        fingerprint,
        partition,
        administrationId,
        touchpointId,
        questionIds,
        device);
  }

  /// The row as a press, where it is one.
  Optional<Press> press() {
    return device.map(key -> new Press(key, rating.stamp().ratedAt()));
  }

  RatingKey key() {
    return new RatingKey(administrationId, rating.id());
  }

  /// About as many bytes as the row costs to send; a character counts as three.
  int bytes() {
    int context =
        rating.context().entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    return FIXED_BYTES
        + rating.answers().stream().mapToInt(StoredRow::bytes).sum()
        + 3 * (rating.comment().length() + context);
  }

  private static int bytes(Answer answer) {
    return switch (answer.value()) {
      case AnswerValue.Score _, AnswerValue.DontKnow _ -> ANSWER_BYTES;
      case AnswerValue.Choices(List<String> codes) ->
          ANSWER_BYTES + codes.stream().mapToInt(String::length).sum();
    };
  }

  /// The metric of a first answer, which has one, as it is stored.
  static int metric(Answer answer) {
    return Columns.number(answer.metric().orElseThrow());
  }

  /// The score as it is stored, or -1 for a don't-know and for choices, where it is NULL.
  static int score(Answer answer) {
    return switch (answer.value()) {
      case AnswerValue.Score(int points) -> points;
      case AnswerValue.DontKnow _, AnswerValue.Choices _ -> -1;
    };
  }
}
