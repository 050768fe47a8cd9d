package org.onthaal.feedback.collect.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Question;

/// The page that asks, first shown or shown again with what was wrong.
final class SurveyPage {
  // GOV.UK and the Digital Services Factory of Cyprus ask for free text of up to 1,200 characters.
  private static final int COMMENT_CHARACTERS_MAX = 1_200;

  private final PageShell shell;
  private final LocalizedSurvey survey;
  private final PageForm form;
  private final RatingId id;
  private final PageText text;
  private final Html tongue;

  SurveyPage(PageShell shell, LocalizedSurvey survey, PageForm form, RatingId id) {
    this.shell = shell;
    this.survey = survey;
    this.form = form;
    this.id = id;
    text = shell.text(survey.language());
    tongue = shell.tongue(survey);
  }

  Html asked() {
    return document("", Html.NONE, PageTrouble.NONE);
  }

  /// What was filled in stays; each thing that is wrong is told at the top and where it is.
  Html askedAgain(PageTrouble trouble) {
    List<Html> lines =
        trouble.words().stream()
            .map(word ->
                Html.of(
                    "<li><a href=\"#{}\">{}</a></li>",
                    PageTrouble.isAboutComment(word) ? "comment" : "q1-first",
                    text.text(word)))
            .toList();
    Html summary =
        Html.of(
            """
            <div class="alert" role="alert" tabindex="-1" autofocus>
            <h2>{}</h2>
            <ul>{}</ul>
            </div>\
            """,
            text.text(PageWord.ERROR_HEADING),
            Html.join(lines));
    return document(text.text(PageWord.ERROR_TITLE) + ": ", summary, trouble);
  }

  /// Nothing was stored, and pressing again will do.
  Html notStored(PageWord why) {
    Html summary =
        Html.of(
            """
            <div class="alert" role="alert" tabindex="-1" autofocus>
            <h2>{}</h2>
            <p>{}</p>
            </div>\
            """,
            text.text(PageWord.NOT_STORED_HEADING),
            text.text(why));
    return document(text.text(PageWord.ERROR_TITLE) + ": ", summary, PageTrouble.NONE);
  }

  private Html document(String titlePrefix, Html summary, PageTrouble trouble) {
    Html body =
        Html.of(
            """
            <header>{}</header>
            <main class="card">
            {}
            <p class="by"{}>{}</p>
            <h1{}>{}</h1>
            <form method="post" action="/r/{}" accept-charset="utf-8" novalidate>
            {}
            {}
            {}
            <button type="submit">{}</button>
            </form>
            </main>
            <footer><p>{}</p></footer>\
            """,
            languages(),
            summary,
            tongue,
            survey.administrationName(),
            tongue,
            survey.serviceName(),
            survey.touchpoint().key(),
            hidden(),
            questions(trouble),
            comment(trouble),
            text.text(PageWord.SEND),
            text.text(PageWord.PRIVACY));
    String title = titlePrefix + survey.serviceName() + " – " + survey.administrationName();
    return shell.document(text.language(), title, body);
  }

  private Html languages() {
    List<Html> links = new ArrayList<>();
    for (Language language : survey.touchpoint().languages()) {
      links.add(
          Html.of(
              "<li><a href=\"/r/{}?lang={}{}\" lang=\"{}\" hreflang=\"{}\"{}>{}</a></li>",
              survey.touchpoint().key(),
              language,
              new Html("&amp;via=qr").when(form.isQr()),
              language,
              language,
              new Html(" aria-current=\"true\"").when(language.equals(survey.language())),
              PageText.nameOf(language)));
    }
    return Html.of(
            "<nav aria-label=\"{}\"><ul>{}</ul></nav>",
            text.text(PageWord.LANGUAGES),
            Html.join(links))
        .when(links.size() > 1);
  }

  private Html hidden() {
    Html field = new Html("<input type=\"hidden\" name=\"{}\" value=\"{}\">");
    return Html.join(
        List.of(
            Html.of(field.markup(), PageForm.ID, id),
            Html.of(field.markup(), PageForm.VERSION, survey.survey().version()),
            Html.of(field.markup(), PageForm.LANGUAGE, survey.language()),
            Html.of(field.markup(), PageForm.VIA, PageForm.VIA_QR).when(form.isQr())));
  }

  private Html questions(PageTrouble trouble) {
    List<Html> fieldsets = new ArrayList<>();
    List<Question> questions = survey.survey().questions();
    for (int i = 0; i < questions.size(); i++) {
      fieldsets.add(question(questions.get(i), i + 1, trouble));
    }
    return Html.join(fieldsets);
  }

  private Html question(Question question, int number, PageTrouble trouble) {
    boolean isWrong = number == 1 && trouble.isAboutChoice();
    List<Html> choices = new ArrayList<>();
    int lowest = question.metric().lowest();
    for (int score = lowest; score <= question.metric().highest(); score++) {
      choices.add(choice(question, number, score));
    }
    if (question.dontKnowOffered()) {
      choices.add(dontKnow(question, number));
    }
    return Html.of(
        """
        <fieldset class="{}"{}>
        <legend{}>{}{}</legend>
        {}
        <div class="choices">{}</div>
        </fieldset>\
        """,
        question.metric().name().toLowerCase(Locale.ROOT),
        new Html(" aria-describedby=\"q1-error\"").when(isWrong),
        tongue,
        survey.text(question.texts()),
        Html.of(" <span class=\"hint\">({})</span>", text.text(PageWord.OPTIONAL)).when(number > 1),
        Html.of("<p class=\"wrong\" id=\"q1-error\">{}</p>", trouble.choiceText(text))
            .when(isWrong),
        Html.join(choices));
  }

  private Html choice(Question question, int number, int score) {
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
        new Html(" required").when(number == 1),
        new Html(" checked").when(form.isChosen(question, value)),
        PageFace.of(question.metric(), score),
        tongue,
        survey.text(question.point(score)));
  }

  private Html dontKnow(Question question, int number) {
    return Html.of(
        """
        <label class="choice apart"><input type="radio" id="q{}-none" name="{}" value="{}"{}><span>{}</span></label>\
        """,
        number,
        PageForm.nameOf(question),
        PageForm.DONT_KNOW,
        new Html(" checked").when(form.isChosen(question, PageForm.DONT_KNOW)),
        text.text(PageWord.DONT_KNOW));
  }

  private Html comment(PageTrouble trouble) {
    Html wrong =
        Html.of("<p class=\"wrong\" id=\"comment-error\">{}</p>", trouble.commentText(text))
            .when(trouble.isAboutComment());
    // A parser drops a line break right after the start tag, so one is given to be dropped.
    return Html.of(
        """
        <div class="comment">
        <label for="comment"{}>{}</label> <span class="hint">({})</span>
        <p class="hint" id="comment-hint">{}</p>
        {}
        <textarea id="comment" name="comment" rows="4" maxlength="{}" aria-describedby="comment-hint{}"{}>
        {}</textarea>
        </div>\
        """,
        tongue,
        survey.text(survey.survey().commentLabels()),
        text.text(PageWord.OPTIONAL),
        text.text(PageWord.COMMENT_HINT),
        wrong,
        COMMENT_CHARACTERS_MAX,
        new Html(" comment-error").when(trouble.isAboutComment()),
        new Html(" aria-invalid=\"true\"").when(trouble.isAboutComment()),
        form.visibleComment());
  }
}
