package org.onthaal.feedback.administer;

import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.feedback.survey.Administration;
import org.onthaal.feedback.survey.ChoiceQuestion;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.OpeningHours;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.ScaleQuestion;
import org.onthaal.feedback.survey.Service;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;
import org.onthaal.v1.AskedWhen;
import org.onthaal.v1.CatalogueChanged;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Choice;
import org.onthaal.v1.LogEntry;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Point;

/// The catalogue as the contract's messages.
public final class Protos {
  private Protos() {}

  /// The bytes of a log row that tells an administration as it is now.
  public static byte[] changed(SurveyCatalog catalog, String administration) {
    return LogFacts.newBuilder()
        .addEntries(
            LogEntry.newBuilder()
                .setCatalogueChanged(
                    CatalogueChanged.newBuilder()
                        .setAdministration(
                            administration(
                                catalog, catalog.administration(administration).orElseThrow()))))
        .build()
        .toByteArray();
  }

  /// An administration with its services and touchpoints.
  static org.onthaal.v1.Administration administration(
      SurveyCatalog catalog, Administration administration) {
    var proto =
        org.onthaal.v1.Administration.newBuilder()
            .setCode(administration.code())
            .setZone(administration.zone().getId())
            .putAllNames(texts(administration.names()));
    for (Service service : catalog.services(administration.code())) {
      proto.addServices(service(catalog, service));
    }
    return proto.build();
  }

  private static org.onthaal.v1.Service service(SurveyCatalog catalog, Service service) {
    var proto =
        org.onthaal.v1.Service.newBuilder()
            .setCode(service.code())
            .putAllNames(texts(service.names()));
    for (OpeningHours hours : service.openingHours()) {
      proto.addOpeningHours(
          org.onthaal.v1.OpeningHours.newBuilder()
              .setWeekday(hours.day().getValue())
              .setOpens(hours.opensText())
              .setCloses(hours.closesText()));
    }
    catalog
        .touchpoints(service.administration(), service.code())
        .forEach(touchpoint -> proto.addTouchpoints(touchpoint(touchpoint)));
    return proto.build();
  }

  private static org.onthaal.v1.Touchpoint touchpoint(Touchpoint touchpoint) {
    var proto =
        org.onthaal.v1.Touchpoint.newBuilder()
            .setKey(touchpoint.key())
            .putAllNames(texts(touchpoint.names()))
            .setDefaultChannel(Channel.valueOf(touchpoint.defaultChannel().name()))
            .setSurvey(touchpoint.survey())
            .setRetired(touchpoint.retired());
    touchpoint.channels().forEach(channel -> proto.addChannels(Channel.valueOf(channel.name())));
    touchpoint.languages().forEach(language -> proto.addLanguages(language.subtag()));
    return proto.build();
  }

  /// A survey version with all its texts.
  static org.onthaal.v1.Survey survey(Survey survey) {
    var proto =
        org.onthaal.v1.Survey.newBuilder()
            .setCode(survey.code())
            .setVersion(survey.version())
            .putAllCommentLabels(texts(survey.commentLabels()))
            .putAllThanks(texts(survey.thanks()))
            .addAllContextKeys(survey.contextKeys());
    survey.questions().forEach(question -> proto.addQuestions(question(question)));
    return proto.build();
  }

  private static org.onthaal.v1.Question question(Question question) {
    var proto =
        org.onthaal.v1.Question.newBuilder()
            .setCode(question.code())
            .putAllTexts(texts(question.texts()));
    question
        .askedWhen()
        .ifPresent(when ->
            proto.setAskedWhen(
                AskedWhen.newBuilder().setQuestion(when.question()).addAllScores(when.scores())));
    switch (question) {
      case ScaleQuestion scale -> addScale(proto, scale);
      case ChoiceQuestion choice -> {
        proto.setSeveralAllowed(choice.severalAllowed());
        choice
            .choices()
            .forEach(one ->
                proto.addChoices(
                    Choice.newBuilder().setCode(one.code()).putAllLabels(texts(one.texts()))));
      }
    }
    return proto.build();
  }

  private static void addScale(org.onthaal.v1.Question.Builder proto, ScaleQuestion question) {
    proto
        .setMetric(Metric.valueOf(question.metric().name()))
        .setDontKnowOffered(question.dontKnowOffered());
    for (int score = question.metric().lowest(); score <= question.metric().highest(); score++) {
      proto.addPoints(
          Point.newBuilder().setScore(score).putAllLabels(texts(question.point(score))));
    }
  }

  private static Map<String, String> texts(Map<Language, String> byLanguage) {
    return byLanguage.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().subtag(), Map.Entry::getValue));
  }
}
