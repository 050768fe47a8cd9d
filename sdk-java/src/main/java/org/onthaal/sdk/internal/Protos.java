package org.onthaal.sdk.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.Answer;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.RatingId;
import org.onthaal.sdk.Receipt;
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
