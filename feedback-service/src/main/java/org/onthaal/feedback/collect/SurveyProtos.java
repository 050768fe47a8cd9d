package org.onthaal.feedback.collect;

import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Question;
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
            .setThanks(survey.text(survey.survey().thanks()));
    survey.touchpoint().languages().stream().map(Language::subtag).forEach(proto::addLanguages);
    survey.survey().questions().forEach(question -> proto.addQuestions(question(survey, question)));
    return proto.build();
  }

  private static LocalizedQuestion question(LocalizedSurvey survey, Question question) {
    LocalizedQuestion.Builder proto =
        LocalizedQuestion.newBuilder()
            .setCode(question.code())
            .setMetric(Metric.valueOf(question.metric().name()))
            .setText(survey.text(question.texts()))
            .setDontKnowOffered(question.dontKnowOffered());
    for (int score = question.metric().lowest(); score <= question.metric().highest(); score++) {
      proto.addPoints(
          LocalizedPoint.newBuilder().setScore(score).setLabel(survey.text(question.point(score))));
    }
    return proto.build();
  }
}
