package org.onthaal.aggregation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.tail.SurveySource.Surveys;
import org.onthaal.v1.Administration;
import org.onthaal.v1.Choice;
import org.onthaal.v1.Question;
import org.onthaal.v1.Service;
import org.onthaal.v1.Survey;
import org.onthaal.v1.Touchpoint;

/// The words of questions with choices: those that the touchpoints of a query ask now, and what
/// else was answered, as its newest version worded it.
final class ChoiceTexts {
  private final Map<String, Question.Builder> questions = new TreeMap<>();
  private final Map<Dimension, Set<String>> filters;
  private final ChoiceCounts counts;

  private ChoiceTexts(Map<Dimension, Set<String>> filters, ChoiceCounts counts) {
    this.filters = filters;
    this.counts = counts;
  }

  static ChoiceTexts of(Surveys known, Map<Dimension, Set<String>> filters, ChoiceCounts counts) {
    ChoiceTexts texts = new ChoiceTexts(filters, counts);
    Set<String> asked = texts.asked(known.administrations());
    Map<String, Survey> newest = new LinkedHashMap<>();
    known.surveys().forEach(survey -> newest.put(survey.getCode(), survey));
    asked.stream()
        .filter(newest::containsKey)
        .forEach(code -> texts.addAsked(newest.getOrDefault(code, Survey.getDefaultInstance())));
    // Surveys that are asked first, and in each the newest version.
    List<Survey> others = new ArrayList<>(known.surveys());
    others.sort(
        Comparator.comparing((Survey survey) -> !asked.contains(survey.getCode()))
            .thenComparing(Survey::getCode)
            .thenComparing(Survey::getVersion, Comparator.reverseOrder()));
    others.forEach(texts::addAnswered);
    return texts;
  }

  /// In order of code.
  List<Question> told() {
    return questions.values().stream().map(Question.Builder::build).toList();
  }

  /// Codes of the choices of each question.
  Map<String, List<String>> offered() {
    Map<String, List<String>> offered = new TreeMap<>();
    questions.forEach((code, question) ->
        offered.put(code, question.getChoicesList().stream().map(Choice::getCode).toList()));
    return offered;
  }

  /// Codes of the surveys that the touchpoints of the query ask.
  private Set<String> asked(List<Administration> administrations) {
    Set<String> surveys = new TreeSet<>();
    for (Administration administration : administrations) {
      for (Service service : administration.getServicesList()) {
        for (Touchpoint touchpoint : service.getTouchpointsList()) {
          if (!touchpoint.getRetired()
              && wanted(Dimension.ADMINISTRATION, administration.getCode())
              && wanted(Dimension.SERVICE, service.getCode())
              && wanted(Dimension.TOUCHPOINT, touchpoint.getKey())) {
            surveys.add(touchpoint.getSurvey());
          }
        }
      }
    }
    return surveys;
  }

  private boolean wanted(Dimension dimension, String code) {
    Set<String> codes = filters.get(dimension);
    return codes == null || codes.contains(code);
  }

  private void addAsked(Survey survey) {
    for (Question question : survey.getQuestionsList()) {
      if (question.getChoicesCount() > 0 && wanted(Dimension.QUESTION, question.getCode())) {
        Question.Builder known = questions.get(question.getCode());
        if (known == null) {
          questions.put(question.getCode(), question.toBuilder());
        } else {
          question.getChoicesList().forEach(choice -> add(known, choice));
        }
      }
    }
  }

  /// What somebody chose, although it is no longer asked, or not there.
  private void addAnswered(Survey survey) {
    for (Question question : survey.getQuestionsList()) {
      Set<String> chosen = counts.choices(question.getCode());
      if (question.getChoicesCount() > 0 && !chosen.isEmpty()) {
        Question.Builder known =
            questions.computeIfAbsent(question.getCode(), _ -> question.toBuilder().clearChoices());
        question.getChoicesList().stream()
            .filter(choice -> chosen.contains(choice.getCode()))
            .forEach(choice -> add(known, choice));
      }
    }
  }

  private static void add(Question.Builder question, Choice choice) {
    if (question.getChoicesList().stream()
        .noneMatch(known -> known.getCode().equals(choice.getCode()))) {
      question.addChoices(choice);
    }
  }
}
