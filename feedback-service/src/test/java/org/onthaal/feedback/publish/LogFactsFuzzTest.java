package org.onthaal.feedback.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.rating.SurveyVersion;
import org.onthaal.feedback.store.LogEntry;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.RatingFacts;

/// Whatever happened to ratings is in the log row as it was, in order, and no comment is.
class LogFactsFuzzTest {
  private static final String COMMENT = "said in confidence";
  // 2000-01-01 to 2100-01-01 in microseconds.
  private static final long FIRST_MICROS = 946_684_800_000_000L;
  private static final long LAST_MICROS = 4_102_444_800_000_000L;

  @FuzzTest
  void rowSaysWhatHappened(FuzzedDataProvider data) throws InvalidProtocolBufferException {
    List<LogEntry> entries = new ArrayList<>();
    do {
      entries.add(entry(data));
    } while (data.remainingBytes() > 0);

    byte[] row = Protos.facts(entries);

    LogFacts facts = LogFacts.parseFrom(row);
    assertThat(facts.toByteArray()).isEqualTo(row);
    assertThat(facts.getEntriesList()).hasSameSizeAs(entries);
    assertThat(facts.getPlacesList()).doesNotHaveDuplicates();
    assertThat(new String(row, StandardCharsets.UTF_8)).doesNotContain(COMMENT);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(ratings(facts.getEntries(i)).map(told -> ratingOf(told, facts)).toList())
          .isEqualTo(ratings(entries.get(i)).map(LogFactsFuzzTest::plain).toList());
    }
  }

  private static Stream<RatingFacts> ratings(org.onthaal.v1.LogEntry entry) {
    return switch (entry.getEntryCase()) {
      case SUBMITTED -> Stream.of(entry.getSubmitted().getFacts());
      case AMENDED -> Stream.of(entry.getAmended().getBefore(), entry.getAmended().getAfter());
      case ERASED -> Stream.of(entry.getErased().getBefore());
      case REFLAGGED, CATALOGUE_CHANGED, ENTRY_NOT_SET ->
          throw new AssertionError("no such entry was given: " + entry);
    };
  }

  private static Stream<Rating> ratings(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Submitted(Rating rating) -> Stream.of(rating);
      case LogEntry.Amended(Rating before, Rating after) -> Stream.of(before, after);
      case LogEntry.Erased(Rating before) -> Stream.of(before);
    };
  }

  private static List<Object> plain(Rating rating) {
    Place place = rating.place();
    return List.of(
        rating.id(),
        List.of(place.administration(), place.service(), place.touchpoint(), place.channel()),
        place.language().map(Language::subtag).orElse(""),
        rating.stamp().ratedAt(),
        rating.stamp().receivedAt(),
        rating.stamp().origin().name(),
        rating.stamp().flags().stream().map(Flag::name).toList(),
        rating.answers());
  }

  private static List<Object> ratingOf(RatingFacts facts, LogFacts row) {
    var place = row.getPlaces(facts.getPlace());
    var id = facts.getRatingId().asReadOnlyByteBuffer();
    return List.of(
        new RatingId(new UUID(id.getLong(), id.getLong())),
        List.of(
            place.getAdministration(),
            place.getService(),
            place.getTouchpoint(),
            Channel.valueOf(place.getChannel().name())),
        place.getLanguage(),
        Protos.instant(facts.getRatedAt()),
        Protos.instant(facts.getReceivedAt()),
        facts.getOrigin().name(),
        facts.getFlagsList().stream().map(Enum::name).toList(),
        facts.getAnswersList().stream().map(LogFactsFuzzTest::answer).toList());
  }

  private static Answer answer(org.onthaal.v1.Answer answer) {
    if (answer.hasChoices()) {
      return Answer.chosen(answer.getQuestion(), answer.getChoices().getCodesList());
    }
    return Answer.of(
        answer.getQuestion(),
        Metric.valueOf(answer.getMetric().name()),
        answer.hasScore() ? new AnswerValue.Score(answer.getScore()) : new AnswerValue.DontKnow());
  }

  private static LogEntry entry(FuzzedDataProvider data) {
    return switch (data.consumeInt(0, 2)) {
      case 0 -> new LogEntry.Submitted(rating(data));
      case 1 -> new LogEntry.Amended(rating(data), rating(data));
      default -> new LogEntry.Erased(rating(data));
    };
  }

  private static Rating rating(FuzzedDataProvider data) {
    Place place =
        new Place(
            "town " + data.consumeInt(0, 3),
            "desk é " + data.consumeInt(0, 3),
            "desk-" + data.consumeInt(0, 3),
            data.pickValue(Channel.values()),
            data.consumeBoolean() ? Optional.of(Language.FR) : Optional.empty(),
            new SurveyVersion("counter-visit", data.consumeInt(1, 1_000_000)));
    Stamp stamp =
        new Stamp(
            time(data),
            time(data),
            data.pickValue(Origin.values()),
            Flag.of(data.consumeInt(0, 15)));
    List<Answer> answers = new ArrayList<>();
    do {
      Metric metric = data.pickValue(Metric.values());
      answers.add(
          Answer.of(
              "q" + data.consumeInt(0, 9),
              metric,
              data.consumeBoolean()
                  ? new AnswerValue.Score(data.consumeInt(metric.lowest(), metric.highest()))
                  : new AnswerValue.DontKnow()));
    } while (answers.size() < 19 && data.consumeBoolean());
    if (data.consumeBoolean()) {
      answers.add(Answer.chosen("reason", List.of("waiting", "c" + data.consumeInt(0, 9))));
    }
    return new Rating(
        RatingId.of(stamp.ratedAt(), data.consumeLong(), data.consumeLong()),
        place,
        stamp,
        answers,
        COMMENT,
        Map.of("page", COMMENT));
  }

  private static Instant time(FuzzedDataProvider data) {
    long micros = data.consumeLong(FIRST_MICROS, LAST_MICROS);
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }
}
