package org.onthaal.sdk.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.Answer;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.RatingId;
import org.onthaal.sdk.Receipt;
import org.onthaal.sdk.Violation;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Choices;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Problem;

/** Translates between the SDK's own types and those of the contract. */
public final class Protos {
  private Protos() {}

  /** A rating as it lies in the spool, and as it is sent. */
  public static byte[] encode(Rating rating, RatingId id, String touchpoint, Instant now) {
    org.onthaal.v1.Rating.Builder message =
        org.onthaal.v1.Rating.newBuilder()
            .setId(id.toString())
            .setRatedAt(timestamp(rating.ratedAt().orElse(now)))
            .setTouchpoint(touchpoint)
            .setLanguage(rating.language())
            .setComment(rating.comment())
            .setSurveyVersion(rating.surveyVersion().orElse(0))
            .putAllContext(rating.context());
    rating.channel().ifPresent(channel -> message.setChannel(Channel.valueOf(channel.name())));
    rating.answers().forEach(answer -> message.addAnswers(answer(answer)));
    return message.build().toByteArray();
  }

  private static org.onthaal.v1.Answer answer(Answer answer) {
    org.onthaal.v1.Answer.Builder message =
        org.onthaal.v1.Answer.newBuilder().setQuestion(answer.question());
    if (answer instanceof Answer.Score score) {
      message.setMetric(Metric.valueOf(score.metric().name())).setScore(score.score());
    } else if (answer instanceof Answer.DontKnow) {
      message.setDontKnow(DontKnow.getDefaultInstance());
    } else if (answer instanceof Answer.Choices choices) {
      message.setChoices(Choices.newBuilder().addAllCodes(choices.codes()));
    }
    return message.build();
  }

  /** A rating to send now; bytes that are none become one that the server refuses by itself. */
  public static org.onthaal.v1.Rating decode(byte[] payload, Instant now)
      throws InvalidProtocolBufferException {
    return org.onthaal.v1.Rating.parseFrom(payload).toBuilder().setSentAt(timestamp(now)).build();
  }

  /** What a caller gave, of what is sent. */
  public static Rating rating(org.onthaal.v1.Rating message) {
    Rating rating = Rating.of(message.getAnswersList().stream().map(Protos::answer).toList());
    rating = rating.id(RatingId.of(message.getId())).at(message.getTouchpoint());
    rating = rating.in(message.getLanguage()).comment(message.getComment());
    rating =
        rating.ratedAt(
            Instant.ofEpochSecond(
                message.getRatedAt().getSeconds(), message.getRatedAt().getNanos()));
    if (message.getChannel() != Channel.CHANNEL_UNSPECIFIED) {
      rating = rating.through(org.onthaal.sdk.Channel.valueOf(message.getChannel().name()));
    }
    if (message.getSurveyVersion() != 0) {
      rating = rating.surveyVersion(message.getSurveyVersion());
    }
    for (Map.Entry<String, String> each : message.getContextMap().entrySet()) {
      rating = rating.context(each.getKey(), each.getValue());
    }
    return rating;
  }

  private static Answer answer(org.onthaal.v1.Answer message) {
    return switch (message.getValueCase()) {
      case SCORE ->
          new Answer.Score(
              message.getQuestion(),
              org.onthaal.sdk.Metric.valueOf(message.getMetric().name()),
              message.getScore());
      case CHOICES ->
          new Answer.Choices(message.getQuestion(), message.getChoices().getCodesList());
      case DONT_KNOW, VALUE_NOT_SET -> new Answer.DontKnow(message.getQuestion());
    };
  }

  /** The id of an encoded rating; null where the bytes are none. */
  public static @Nullable RatingId id(byte[] payload) {
    try {
      return RatingId.of(org.onthaal.v1.Rating.parseFrom(payload).getId());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return null;
    }
  }

  /** A receipt of the server. */
  public static Receipt receipt(org.onthaal.v1.Receipt receipt) {
    return new Receipt(
        RatingId.of(receipt.getId()),
        receipt.getAdministration(),
        receipt.getCode(),
        Instant.ofEpochSecond(
            receipt.getReceivedAt().getSeconds(), receipt.getReceivedAt().getNanos()),
        receipt.getDuplicate());
  }

  /** What the server says of a call that failed; empty where it says nothing that can be read. */
  public static Optional<Problem> problem(StatusRuntimeException failure) {
    return StatusDetails.find(failure, "onthaal.v1.Problem").flatMap(Protos::parsed);
  }

  private static Optional<Problem> parsed(ByteString problem) {
    try {
      return Optional.of(Problem.parseFrom(problem));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty(); // the status itself says enough
    }
  }

  /** All that a problem names; the problem itself where it names nothing. */
  public static List<Violation> violations(Problem problem) {
    if (problem.getViolationsCount() == 0) {
      return List.of(new Violation("rating", problem.getReason().name(), problem.getDetail()));
    }
    return problem.getViolationsList().stream()
        .map(each -> new Violation(each.getField(), each.getReason().name(), each.getExpected()))
        .toList();
  }

  /** A problem in one line: its word, its sentence and all violations. */
  public static String line(Problem problem) {
    String violations =
        problem.getViolationsList().stream()
            .map(each ->
                each.getField()
                    + ": "
                    + each.getReason()
                    + " (expected: "
                    + each.getExpected()
                    + ")")
            .collect(Collectors.joining("; "));
    return problem.getReason()
        + ": "
        + problem.getDetail()
        + (violations.isEmpty() ? "" : " " + violations);
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
