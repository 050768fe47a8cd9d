package org.onthaal.feedback.collect.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.onthaal.feedback.survey.Choice;
import org.onthaal.feedback.survey.ChoiceQuestion;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.ScaleQuestion;

/// One question of a page, with what was chosen before.
///
/// @param tongue attributes of an element that speaks the survey's language
/// @param number on the page, from 1
record PageQuestion(LocalizedSurvey survey, PageForm form, PageText text, Html tongue, int number) {
  Html of(Question question, PageTrouble trouble) {
    boolean isWrong = number == 1 && trouble.isAboutChoice();
    return Html.of(
        """
        <fieldset class="{}"{}>
        <legend{}>{}{}</legend>
        {}
        <div class="choices">{}</div>
        </fieldset>\
        """,
        kind(question),
        new Html(" aria-describedby=\"q1-error\"").when(isWrong),
        tongue,
        survey.text(question.texts()),
        Html.of(" <span class=\"hint\">({})</span>", hint(question)).when(!isRequired(question)),
        Html.of("<p class=\"wrong\" id=\"q1-error\">{}</p>", trouble.choiceText(text))
            .when(isWrong),
        Html.join(
            switch (question) {
              case ScaleQuestion scale -> scores(scale);
              case ChoiceQuestion choice -> choices(choice);
            }));
  }

  private static String kind(Question question) {
    return switch (question) {
      case ScaleQuestion scale -> scale.metric().name().toLowerCase(Locale.ROOT);
      case ChoiceQuestion _ -> "choose";
    };
  }

  private String hint(Question question) {
    String optional = text.text(PageWord.OPTIONAL);
    return question instanceof ChoiceQuestion choice && choice.severalAllowed()
        ? optional + ", " + text.text(PageWord.SEVERAL)
        : optional;
  }

  private boolean isRequired(Question question) {
    return question.equals(survey.survey().coreQuestion());
  }

  private List<Html> scores(ScaleQuestion question) {
    List<Html> scores = new ArrayList<>();
    int lowest = question.metric().lowest();
    for (int score = lowest; score <= question.metric().highest(); score++) {
      scores.add(score(question, score));
    }
    if (question.dontKnowOffered()) {
      scores.add(dontKnow(question));
    }
    return scores;
  }

  private Html score(ScaleQuestion question, int score) {
    String value = Integer.toString(score);
    boolean isFirst = score == question.metric().lowest();
    return Html.of(
        """
        <label class="choice"><input type="radio" id="q{}-{}" name="{}" value="{}"{}{}>{}<span{}>{}</span></label>\
        """,
        number,
        isFirst ? "first" : value,
        PageForm.nameOf(question),
        value,
        new Html(" required").when(isRequired(question)),
        checked(question, value),
        PageFace.of(question.metric(), score),
        tongue,
        survey.text(question.point(score)));
  }

  private Html dontKnow(ScaleQuestion question) {
    return Html.of(
        """
        <label class="choice apart"><input type="radio" id="q{}-none" name="{}" value="{}"{}><span>{}</span></label>\
        """,
        number,
        PageForm.nameOf(question),
        PageForm.DONT_KNOW,
        checked(question, PageForm.DONT_KNOW),
        text.text(PageWord.DONT_KNOW));
  }

  private List<Html> choices(ChoiceQuestion question) {
    List<Html> choices = new ArrayList<>();
    for (Choice choice : question.choices()) {
      choices.add(
          Html.of(
              """
              <label class="choice"><input type="{}" id="q{}-{}" name="{}" value="{}"{}><span{}>{}</span></label>\
              """,
              question.severalAllowed() ? "checkbox" : "radio",
              number,
              choices.isEmpty() ? "first" : choice.code(),
              PageForm.nameOf(question),
              choice.code(),
              checked(question, choice.code()),
              tongue,
              survey.text(choice.texts())));
    }
    return choices;
  }

  private Html checked(Question question, String value) {
    return new Html(" checked").when(form.isChosen(survey.survey(), question, value));
  }
}
