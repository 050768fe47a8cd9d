package org.onthaal.standalone.transfer;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.onthaal.standalone.ratingfile.RatingLine;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Choices;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Rating;

/// One rating on its way, and the lines that it was made of: one, or one per answer of a contact.
record Draft(List<RatingLine.Good> lines, String touchpoint) {
  Draft {
    lines = List.copyOf(lines);
  }

  Rating rating() {
    RatingLine.Good first = lines.getFirst();
    Rating.Builder rating =
        Rating.newBuilder()
            .setId(first.id())
            .setRatedAt(timestamp(first.ratedAt()))
            .setTouchpoint(touchpoint)
            .setChannel(first.channel())
            .setLanguage(first.texts().language())
            .setSurveyVersion(first.survey())
            .setComment(comment())
            .putAllContext(context())
            .setOrigin(Origin.IMPORT);
    lines.forEach(line -> rating.addAnswers(answer(line)));
    return rating.build();
  }

  /// The comment belongs to the contact; whichever of its lines has it.
  private String comment() {
    return lines.stream()
        .map(line -> line.texts().comment())
        .filter(comment -> !comment.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// As the comment: whichever of the lines has it.
  private Map<String, String> context() {
    return lines.stream()
        .map(line -> line.texts().context())
        .filter(context -> !context.isEmpty())
        .findFirst()
        .orElse(Map.of());
  }

  /// What is wrong with the lines of a contact taken together; empty when nothing is.
  List<String> contradictions() {
    RatingLine.Good first = lines.getFirst();
    List<String> found = new ArrayList<>();
    for (RatingLine.Good line : lines) {
      if (!line.ratedAt().equals(first.ratedAt())) {
        found.add("rated_at: differs between lines of one contact");
      }
      if (!line.place().equals(first.place())) {
        found.add("administration, service, touchpoint: differ between lines of one contact");
      }
      if (line.channel() != first.channel()) {
        found.add("channel: differs between lines of one contact");
      }
    }
    return found.stream().distinct().toList();
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Answer answer(RatingLine.Good line) {
    Answer.Builder answer = Answer.newBuilder().setQuestion(line.texts().question());
    if (line.isChosen()) {
      return answer.setChoices(Choices.newBuilder().addAllCodes(line.texts().choices())).build();
    }
    answer.setMetric(line.metric());
    line.score()
        .ifPresentOrElse(answer::setScore, () -> answer.setDontKnow(DontKnow.getDefaultInstance()));
    return answer.build();
  }
}
