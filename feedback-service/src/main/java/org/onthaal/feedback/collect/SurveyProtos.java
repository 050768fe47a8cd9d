package org.onthaal.feedback.collect;

import org.onthaal.feedback.survey.AskedWhen;
import org.onthaal.feedback.survey.Choice;
import org.onthaal.feedback.survey.ChoiceQuestion;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.ScaleQuestion;
import org.onthaal.v1.LocalizedChoice;
import org.onthaal.v1.LocalizedPoint;
import org.onthaal.v1.LocalizedQuestion;
import org.onthaal.v1.Metric;

/// A survey in one language as the contract's message.
public final class SurveyProtos {
  private SurveyProtos() {}

  public static org.onthaal.v1.LocalizedSurvey survey(LocalizedSurvey survey) {
    var proto =
        org.onthaal.v1.LocalizedSurvey.newBuilder()
            .setTouchpoint(survey.touchpoint().key())
            .setAdministrationName(survey.administrationName())
            .setServiceName(survey.serviceName())
            .setSurvey(survey.survey().code())
            .setVersion(survey.survey().version())
            .setLanguage(survey.language().subtag())
            .setCommentLabel(survey.text(survey.survey().commentLabels()))
            .setThanks(survey.text(survey.survey().thanks()))
            .addAllContextKeys(survey.survey().contextKeys())
            .setHintsAccepted(true);
    survey.touchpoint().languages().stream().map(Language::subtag).forEach(proto::addLanguages);
    survey.survey().questions().forEach(question -> proto.addQuestions(question(survey, question)));
    return proto.build();
  }

  private static LocalizedQuestion question(LocalizedSurvey survey, Question question) {
    LocalizedQuestion.Builder proto =
        LocalizedQuestion.newBuilder()
            .setCode(question.code())
            .setText(survey.text(question.texts()));
    question.askedWhen().map(SurveyProtos::askedWhen).ifPresent(proto::setAskedWhen);
    switch (question) {
      case ScaleQuestion scale -> addScale(proto, survey, scale);
      case ChoiceQuestion choice -> {
        proto.setSeveralAllowed(choice.severalAllowed());
        for (Choice one : choice.choices()) {
          proto.addChoices(
              LocalizedChoice.newBuilder().setCode(one.code()).setLabel(survey.text(one.texts())));
        }
      }
    }
    return proto.build();
  }

  private static void addScale(
      LocalizedQuestion.Builder proto, LocalizedSurvey survey, ScaleQuestion question) {
    proto
        .setMetric(Metric.valueOf(question.metric().name()))
        .setDontKnowOffered(question.dontKnowOffered());
    for (int score = question.metric().lowest(); score <= question.metric().highest(); score++) {
      proto.addPoints(
          LocalizedPoint.newBuilder().setScore(score).setLabel(survey.text(question.point(score))));
    }
  }

  private static org.onthaal.v1.AskedWhen askedWhen(AskedWhen when) {
    return org.onthaal.v1.AskedWhen.newBuilder()
        .setQuestion(when.question())
        .addAllScores(when.scores())
        .build();
  }
}
