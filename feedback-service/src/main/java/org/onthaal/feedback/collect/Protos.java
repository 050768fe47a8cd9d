package org.onthaal.feedback.collect;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Hints;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitResult;

/// The contract's messages as domain values, and back.
public final class Protos {
  // google.protobuf.Timestamp: from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
  private static final long SECONDS_MIN = -62_135_596_800L;
  private static final long SECONDS_MAX = 253_402_300_799L;
  private static final int NANOS_MAX = 999_999_999;
  // A day: longer than any page is looked at.
  private static final long HINT_SECONDS_MAX = 86_400;

  private Protos() {}

  /// What a sender gave, with everything in it that no domain value can hold.
  public static Submission submission(Rating rating) {
    List<Violation> unreadable = new ArrayList<>();
    Draft draft =
        new Draft(
            rating.getId(),
            rating.hasRatedAt() ? time(rating.getRatedAt(), "ratedAt", unreadable) : none(),
            rating.hasSentAt() ? time(rating.getSentAt(), "sentAt", unreadable) : none(),
            rating.getTouchpoint(),
            channel(rating, unreadable),
            rating.getLanguage(),
            surveyVersion(rating, unreadable),
            answers(rating.getAnswersList(), unreadable),
            rating.getComment(),
            origin(rating, unreadable),
            hints(rating),
            rating.getContextMap());
    return new Submission(draft, unreadable);
  }

  /// The answers of a message.
  public static List<DraftAnswer> answers(List<Answer> answers, List<Violation> unreadable) {
    List<DraftAnswer> drafts = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      drafts.add(
          new DraftAnswer(
              answer.getQuestion(),
              metric(answer, "answers[" + i + "].metric", unreadable),
              value(answer)));
    }
    return drafts;
  }

  /// A receipt in the contract's form.
  public static Receipt receipt(org.onthaal.feedback.rating.Receipt receipt) {
    return Receipt.newBuilder()
        .setId(receipt.id().toString())
        .setAdministration(receipt.administration())
        .setCode(receipt.code())
        .setReceivedAt(timestamp(receipt.receivedAt()))
        .setPosition(receipt.position())
        .setDuplicate(receipt.duplicate())
        .build();
  }

  /// What became of one item of a batch.
  public static SubmitResult result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var receipt) ->
          SubmitResult.newBuilder().setReceipt(receipt(receipt)).build();
      case Outcome.Refused(Problem problem) ->
          SubmitResult.newBuilder().setProblem(Problems.message(problem)).build();
    };
  }

  /// A time in the contract's form.
  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private static Optional<Instant> time(Timestamp time, String field, List<Violation> unreadable) {
    boolean valid =
        SECONDS_MIN <= time.getSeconds()
            && time.getSeconds() <= SECONDS_MAX
            && 0 <= time.getNanos()
            && time.getNanos() <= NANOS_MAX;
    if (!valid) {
      unreadable.add(
          new Violation(field, Reason.TIME_OUT_OF_RANGE, "a time from 0001-01-01 to 9999-12-31"));
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }

  private static Optional<Channel> channel(Rating rating, List<Violation> unreadable) {
    return switch (rating.getChannel()) {
      case CHANNEL_UNSPECIFIED -> Optional.empty();
      case UNRECOGNIZED -> {
        unreadable.add(new Violation("channel", Reason.INVALID, "one of " + names(Channel.class)));
        yield Optional.empty();
      }
      default -> Optional.of(Channel.valueOf(rating.getChannel().name()));
    };
  }

  private static Optional<Metric> metric(Answer answer, String field, List<Violation> unreadable) {
    return switch (answer.getMetric()) {
      case METRIC_UNSPECIFIED -> Optional.empty();
      case UNRECOGNIZED -> {
        unreadable.add(new Violation(field, Reason.INVALID, "one of " + names(Metric.class)));
        yield Optional.empty();
      }
      default -> Optional.of(Metric.valueOf(answer.getMetric().name()));
    };
  }

  private static Optional<AnswerValue> value(Answer answer) {
    return switch (answer.getValueCase()) {
      case SCORE -> Optional.of(new AnswerValue.Score(answer.getScore()));
      case DONT_KNOW -> Optional.of(new AnswerValue.DontKnow());
      case CHOICES -> Optional.of(new AnswerValue.Choices(answer.getChoices().getCodesList()));
      case VALUE_NOT_SET -> Optional.empty();
    };
  }

  // What cannot be meant is not known: a hint refuses nothing.
  private static Hints hints(Rating rating) {
    com.google.protobuf.Duration time = rating.getHints().getAnsweredIn();
    boolean isKnown =
        rating.getHints().hasAnsweredIn()
            && time.getSeconds() >= 0
            && time.getSeconds() <= HINT_SECONDS_MAX
            && 0 <= time.getNanos()
            && time.getNanos() <= NANOS_MAX;
    return new Hints(
        rating.getHints().getTrapFilled(),
        isKnown
            ? Optional.of(Duration.ofSeconds(time.getSeconds(), time.getNanos()))
            : Optional.empty());
  }

  private static Origin origin(Rating rating, List<Violation> unreadable) {
    return switch (rating.getOrigin()) {
      case ORIGIN_UNSPECIFIED, LIVE -> Origin.LIVE;
      case IMPORT -> Origin.IMPORT;
      case UNRECOGNIZED -> {
        unreadable.add(new Violation("origin", Reason.INVALID, "one of " + names(Origin.class)));
        yield Origin.LIVE;
      }
    };
  }

  // uint32 is an int in Java: what lies above its range is no version that exists.
  private static int surveyVersion(Rating rating, List<Violation> unreadable) {
    if (rating.getSurveyVersion() < 0) {
      unreadable.add(
          new Violation(
              "surveyVersion", Reason.SURVEY_VERSION_UNKNOWN, "a version of the survey, from 1"));
      return 0;
    }
    return rating.getSurveyVersion();
  }

  private static String names(Class<? extends Enum<?>> type) {
    List<String> names = new ArrayList<>();
    for (Enum<?> constant : type.getEnumConstants()) {
      names.add(constant.name());
    }
    return String.join(", ", names);
  }
}
