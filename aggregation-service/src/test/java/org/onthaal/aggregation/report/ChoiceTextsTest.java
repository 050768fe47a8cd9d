package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.fold.choice.ChosenKey;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.SurveySource.Surveys;
import org.onthaal.v1.Administration;
import org.onthaal.v1.Choice;
import org.onthaal.v1.Question;
import org.onthaal.v1.Service;
import org.onthaal.v1.Survey;
import org.onthaal.v1.Touchpoint;

class ChoiceTextsTest {
  private static final Surveys KNOWN =
      new Surveys(
          List.of(
              Administration.newBuilder()
                  .setCode("brussels")
                  .addServices(service("permits", "desk", "visit"))
                  .addServices(service("waste", "yard", "short"))
                  .build()),
          List.of(
              survey("old", 1, question("why", "noise")),
              survey("short", 1, Question.newBuilder().setCode("core").build()),
              survey("visit", 1, question("reason", "wait", "fax")),
              survey("visit", 2, question("reason", "staff", "wait"))));

  @Test
  void questionsAreThoseThatTheTouchpointsAskNow() {
    assertThat(offered("permits", Map.of()))
        .containsOnly(Map.entry("reason", List.of("staff", "wait")));
    assertThat(offered("waste", Map.of())).isEmpty();
  }

  @Test
  void choiceThatIsNoLongerOfferedKeepsItsWords() {
    assertThat(offered("permits", Map.of("reason", "fax")))
        .containsOnly(Map.entry("reason", List.of("staff", "wait", "fax")));
  }

  @Test
  void questionThatIsNoLongerAskedHasTheWordsOfWhatWasChosen() {
    assertThat(offered("waste", Map.of("why", "noise")))
        .containsOnly(Map.entry("why", List.of("noise")));
  }

  @Test
  void labelsAreThoseOfTheNewestVersion() {
    Question reason = texts("permits", Map.of("reason", "wait")).told().getFirst();

    assertThat(reason.getChoices(1).getLabelsOrThrow("nl")).isEqualTo("wait of visit 2");
  }

  private static Map<String, List<String>> offered(String service, Map<String, String> chosen) {
    return texts(service, chosen).offered();
  }

  private static ChoiceTexts texts(String service, Map<String, String> chosen) {
    TreeMap<ChosenKey, Tally> sums = new TreeMap<>();
    chosen.forEach((question, choice) ->
        sums.put(
            new ChosenKey(question, choice, Metric.CSAT), Tally.of(Metric.CSAT, 1, 0, 0, 0, 0)));
    return ChoiceTexts.of(
        KNOWN, Map.of(Dimension.SERVICE, Set.of(service)), new ChoiceCounts(sums));
  }

  private static Service service(String code, String touchpoint, String survey) {
    return Service.newBuilder()
        .setCode(code)
        .addTouchpoints(Touchpoint.newBuilder().setKey(touchpoint).setSurvey(survey))
        .addTouchpoints(
            Touchpoint.newBuilder().setKey(touchpoint + "-2").setSurvey("old").setRetired(true))
        .build();
  }

  private static Survey survey(String code, int version, Question question) {
    Question.Builder worded = question.toBuilder();
    worded
        .getChoicesBuilderList()
        .forEach(
            choice -> choice.putLabels("nl", choice.getCode() + " of " + code + " " + version));
    return Survey.newBuilder().setCode(code).setVersion(version).addQuestions(worded).build();
  }

  private static Question question(String code, String... choices) {
    Question.Builder question = Question.newBuilder().setCode(code);
    for (String choice : choices) {
      question.addChoices(Choice.newBuilder().setCode(choice));
    }
    return question.build();
  }
}
