package org.onthaal.feedback.collect;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Channel;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Reason;

/// What every door must refuse, with the words it must use. One table, so that no door forgets one.
public final class BadInputs {
  /// The time by which the rows are written; the door's clock must show it.
  public static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  /// A touchpoint of the example catalogue: KIOSK, COUNTER and QR; CSAT `overall`, CES `ease`.
  public static final String TOUCHPOINT = "senne-population-counter";

  private BadInputs() {}

  /// One bad input.
  ///
  /// @param name what is wrong, in words
  /// @param spoil makes a good rating bad
  /// @param reason the violation's reason
  /// @param field the violation's field
  /// @param onGrpc whether the gRPC door can be given it
  /// @param onHttp whether the HTTP door can be given it as the message's JSON
  public record Row(
      String name,
      Consumer<Rating.Builder> spoil,
      Reason reason,
      String field,
      boolean onGrpc,
      boolean onHttp) {
    /// A good rating made bad in this one way.
    public Rating rating() {
      Rating.Builder rating = good().toBuilder();
      spoil.accept(rating);
      return rating.build();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// A rating that every door takes.
  public static Rating good() {
    return new Ratings(new Random(1)).csat(4, NOW.minusSeconds(10)).at(TOUCHPOINT).build();
  }

  /// All of them.
  public static List<Row> rows() {
    return Stream.of(first(), second(), third(), fourth()).flatMap(List::stream).toList();
  }

  private static List<Row> first() {
    return List.of(
        row("id that is no UUID", r -> r.setId("42"), Reason.ID_MALFORMED, "id"),
        row("id without dashes", r -> r.setId("a".repeat(32)), Reason.ID_MALFORMED, "id"),
        row(
            "id of version 4",
            r -> r.setId("2f1d7c52-8c4b-4e5a-9b1a-0d9a3f6f0c11"),
            Reason.ID_NOT_V7,
            "id"),
        row("id of 1970", r -> r.setId(id(Instant.EPOCH)), Reason.ID_NOT_V7, "id"),
        row(
            "id of next week",
            r -> r.setId(id(NOW.plus(Duration.ofDays(7)))),
            Reason.ID_NOT_V7,
            "id"),
        row("no touchpoint", Rating.Builder::clearTouchpoint, Reason.MISSING, "touchpoint"),
        row(
            "unknown touchpoint",
            r -> r.setTouchpoint("no-such-place"),
            Reason.TOUCHPOINT_UNKNOWN,
            "touchpoint"),
        row(
            "touchpoint that cannot be a key",
            r -> r.setTouchpoint("Robert'); DROP TABLE rating"),
            Reason.TOUCHPOINT_UNKNOWN,
            "touchpoint"),
        row(
            "channel that the touchpoint lacks",
            r -> r.setChannel(Channel.PHONE),
            Reason.CHANNEL_NOT_ALLOWED,
            "channel"),
        grpc("channel from the future", r -> r.setChannelValue(99), Reason.INVALID, "channel"),
        grpc("origin from the future", r -> r.setOriginValue(99), Reason.INVALID, "origin"),
        row(
            "language that is no tag",
            r -> r.setLanguage("français!"),
            Reason.LANGUAGE_MALFORMED,
            "language"));
  }

  private static List<Row> second() {
    return List.of(
        row(
            "version that does not exist",
            r -> r.setSurveyVersion(99),
            Reason.SURVEY_VERSION_UNKNOWN,
            "surveyVersion"),
        row(
            "version beyond 2^31",
            r -> r.setSurveyVersion(-1),
            Reason.SURVEY_VERSION_UNKNOWN,
            "surveyVersion"),
        row(
            "time before 2000",
            r -> r.setRatedAt(time("1999-12-31T23:59:59Z")),
            Reason.TIME_OUT_OF_RANGE,
            "ratedAt"),
        row(
            "time in two days",
            r -> r.setRatedAt(Ratings.timestamp(NOW.plus(Duration.ofDays(2)))),
            Reason.TIME_OUT_OF_RANGE,
            "ratedAt"),
        grpc(
            "time that no calendar has",
            r -> r.setRatedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)),
            Reason.TIME_OUT_OF_RANGE,
            "ratedAt"),
        grpc(
            "negative nanoseconds",
            r -> r.setSentAt(Timestamp.newBuilder().setNanos(-1)),
            Reason.TIME_OUT_OF_RANGE,
            "sentAt"),
        row("no answers", Rating.Builder::clearAnswers, Reason.MISSING, "answers"),
        row(
            "too many answers",
            r -> {
              for (int i = 0; i < 20; i++) {
                r.addAnswers(Answer.newBuilder().setQuestion("q" + i).setScore(1));
              }
            },
            Reason.TOO_MANY_ANSWERS,
            "answers"));
  }

  private static List<Row> third() {
    return List.of(
        row(
            "answer without a value",
            r -> r.setAnswers(0, Answer.getDefaultInstance()),
            Reason.SCORE_MISSING,
            "answers[0].score"),
        row(
            "score above the scale",
            r -> r.setAnswers(0, score(6)),
            Reason.SCORE_OUT_OF_RANGE,
            "answers[0].score"),
        row(
            "score below the scale",
            r -> r.setAnswers(0, score(0)),
            Reason.SCORE_OUT_OF_RANGE,
            "answers[0].score"),
        row(
            "score of a second answer",
            r -> r.addAnswers(Answer.newBuilder().setQuestion("ease").setScore(-1)),
            Reason.SCORE_OUT_OF_RANGE,
            "answers[1].score"),
        row(
            "don't-know that is not offered",
            r -> r.setAnswers(0, Answer.newBuilder().setDontKnow(DontKnow.getDefaultInstance())),
            Reason.DONT_KNOW_NOT_OFFERED,
            "answers[0].dontKnow"),
        row(
            "unknown question",
            r -> r.setAnswers(0, score(4).toBuilder().setQuestion("nope")),
            Reason.QUESTION_UNKNOWN,
            "answers[0].question"),
        row(
            "question answered twice",
            r -> r.addAnswers(score(2)),
            Reason.QUESTION_REPEATED,
            "answers[1].question"),
        row(
            "metric of another question",
            r -> r.setAnswers(0, score(4).toBuilder().setMetric(Metric.NPS)),
            Reason.METRIC_MISMATCH,
            "answers[0].metric"));
  }

  private static List<Row> fourth() {
    return List.of(
        grpc(
            "metric from the future",
            r -> r.setAnswers(0, score(4).toBuilder().setMetricValue(77)),
            Reason.INVALID,
            "answers[0].metric"),
        row(
            "comment of 4,001 code points",
            r -> r.setComment("😀".repeat(4_001)),
            Reason.COMMENT_TOO_LONG,
            "comment"),
        row("NUL", r -> r.setComment("a\0b"), Reason.CONTROL_CHARACTER, "comment"),
        row("escape", r -> r.setComment("a\u001b[2J"), Reason.CONTROL_CHARACTER, "comment"),
        row("carriage return", r -> r.setComment("a\rb"), Reason.CONTROL_CHARACTER, "comment"),
        row("C1 control", r -> r.setComment("a\u0085b"), Reason.CONTROL_CHARACTER, "comment"));
  }

  private static Row row(String name, Consumer<Rating.Builder> spoil, Reason reason, String field) {
    return new Row(name, spoil, reason, field, true, true);
  }

  // Not applicable to JSON: its parser refuses the value before anyone sees a rating.
  private static Row grpc(
      String name, Consumer<Rating.Builder> spoil, Reason reason, String field) {
    return new Row(name, spoil, reason, field, true, false);
  }

  private static Answer score(int score) {
    return Answer.newBuilder().setScore(score).build();
  }

  private static Timestamp time(String time) {
    return Ratings.timestamp(Instant.parse(time));
  }

  private static String id(Instant time) {
    UUID id = new Ratings(new Random(3)).id(time);
    return id.toString();
  }
}
