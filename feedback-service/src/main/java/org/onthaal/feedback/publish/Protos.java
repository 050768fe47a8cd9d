package org.onthaal.feedback.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.store.CountedCell;
import org.onthaal.feedback.store.CountedCell.CountedWindow;
import org.onthaal.feedback.store.LogEntry;
import org.onthaal.feedback.survey.Language;
import org.onthaal.v1.Amended;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Choices;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.Erased;
import org.onthaal.v1.Flag;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Origin;
import org.onthaal.v1.RatingFacts;
import org.onthaal.v1.RecountCell;
import org.onthaal.v1.RecountChoice;
import org.onthaal.v1.StoredRating;
import org.onthaal.v1.Submitted;

/// Domain values as the contract's messages.
public final class Protos {
  private Protos() {}

  /// The bytes of one log row. Each place appears once and is referred to by its index.
  public static byte[] facts(List<LogEntry> entries) {
    LogFacts.Builder facts = LogFacts.newBuilder();
    Map<Place, Integer> places = new LinkedHashMap<>();
    for (LogEntry entry : entries) {
      var proto = org.onthaal.v1.LogEntry.newBuilder();
      switch (entry) {
        case LogEntry.Submitted(Rating rating) ->
            proto.setSubmitted(Submitted.newBuilder().setFacts(facts(rating, places)));
        case LogEntry.Amended(Rating before, Rating after) ->
            proto.setAmended(
                Amended.newBuilder()
                    .setBefore(facts(before, places))
                    .setAfter(facts(after, places)));
        case LogEntry.Erased(Rating before) ->
            proto.setErased(Erased.newBuilder().setBefore(facts(before, places)));
      }
      facts.addEntries(proto);
    }
    places.keySet().forEach(place -> facts.addPlaces(place(place)));
    return facts.build().toByteArray();
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  static StoredRating stored(Rating rating) {
    Place place = rating.place();
    Stamp stamp = rating.stamp();
    var proto =
        org.onthaal.v1.Rating.newBuilder()
            .setId(rating.id().toString())
            .setRatedAt(timestamp(stamp.ratedAt()))
            .setTouchpoint(place.touchpoint())
            .setChannel(Channel.valueOf(place.channel().name()))
            .setLanguage(place.language().map(Language::subtag).orElse(""))
            .setSurveyVersion(place.survey().version())
            .setComment(rating.comment())
            .putAllContext(rating.context())
            .setOrigin(Origin.valueOf(stamp.origin().name()));
    rating.answers().forEach(answer -> proto.addAnswers(answer(answer)));
    StoredRating.Builder stored =
        StoredRating.newBuilder()
            .setRating(proto)
            .setAdministration(place.administration())
            .setService(place.service())
            .setReceivedAt(timestamp(stamp.receivedAt()));
    stamp.flags().forEach(flag -> stored.addFlags(Flag.valueOf(flag.name())));
    return stored.build();
  }

  static RecountCell cell(CountedCell cell) {
    RecountCell.Builder proto =
        RecountCell.newBuilder()
            .setPlace(place(cell.place()))
            .setQuestion(cell.question())
            .setMetric(Metric.valueOf(cell.metric().name()))
            .setSuspected(cell.suspected())
            .setImported(cell.imported())
            .addAllCounts(cell.counts())
            .setDontKnow(cell.dontKnow());
    switch (cell.window()) {
      case CountedWindow.Minute(Instant start) -> proto.setMinute(timestamp(start));
      case CountedWindow.Hour(Instant start) -> proto.setHour(timestamp(start));
      case CountedWindow.Day(var date) -> proto.setDay(date.toString());
    }
    return proto.build();
  }

  static RecountChoice chosen(CountedCell.Chosen chosen) {
    return RecountChoice.newBuilder()
        .setChoice(chosen.choice())
        .setCell(cell(chosen.cell()))
        .build();
  }

  private static RatingFacts facts(Rating rating, Map<Place, Integer> places) {
    Stamp stamp = rating.stamp();
    int place = places.computeIfAbsent(rating.place(), _ -> places.size());
    RatingFacts.Builder facts =
        RatingFacts.newBuilder()
            .setRatingId(ByteString.copyFrom(rating.id().bytes()))
            .setPlace(place)
            .setRatedAt(timestamp(stamp.ratedAt()))
            .setReceivedAt(timestamp(stamp.receivedAt()))
            .setOrigin(Origin.valueOf(stamp.origin().name()));
    stamp.flags().forEach(flag -> facts.addFlags(Flag.valueOf(flag.name())));
    rating.answers().forEach(answer -> facts.addAnswers(answer(answer)));
    return facts.build();
  }

  private static org.onthaal.v1.Place place(Place place) {
    return org.onthaal.v1.Place.newBuilder()
        .setAdministration(place.administration())
        .setService(place.service())
        .setTouchpoint(place.touchpoint())
        .setChannel(Channel.valueOf(place.channel().name()))
        .setLanguage(place.language().map(Language::subtag).orElse(""))
        .setSurveyVersion(place.survey().version())
        .build();
  }

  private static org.onthaal.v1.Answer answer(Answer answer) {
    var proto = org.onthaal.v1.Answer.newBuilder().setQuestion(answer.question());
    answer.metric().map(metric -> Metric.valueOf(metric.name())).ifPresent(proto::setMetric);
    switch (answer.value()) {
      case AnswerValue.Score(int points) -> proto.setScore(points);
      case AnswerValue.DontKnow() -> proto.setDontKnow(DontKnow.getDefaultInstance());
      case AnswerValue.Choices(List<String> codes) ->
          proto.setChoices(Choices.newBuilder().addAllCodes(codes));
    }
    return proto.build();
  }
}
