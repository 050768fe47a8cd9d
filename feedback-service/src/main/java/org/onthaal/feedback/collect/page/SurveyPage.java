package org.onthaal.feedback.collect.page;

import java.util.ArrayList;
import java.util.List;
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
  private final PageSteps steps;
  private final int step;
  private final boolean isLast;

  SurveyPage(PageShell shell, LocalizedSurvey survey, PageForm form, RatingId id) {
    this.shell = shell;
    this.survey = survey;
    this.form = form;
    this.id = id;
    text = shell.text(survey.language());
    tongue = shell.tongue(survey);
    // Before it is stored the page is ours, wherever the form stood before.
    steps =
        form.isStored()
            ? PageSteps.of(survey.survey(), form)
            : new PageSteps(survey.survey(), survey.survey().branches());
    step = form.isStored() ? form.step() : PageSteps.FIRST;
    isLast = steps.isLast(step, form);
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

  /// What the form says was not stored, and pressing again will do.
  Html notStored(PageWord why) {
    boolean isStored = form.isStored();
    Html summary =
        Html.of(
            """
            <div class="alert" role="alert" tabindex="-1" autofocus>
            <h2>{}</h2>
            <p>{}</p>
            </div>\
            """,
            text.text(isStored ? PageWord.NOT_ADDED_HEADING : PageWord.NOT_STORED_HEADING),
            text.text(isStored ? PageWord.NOT_ADDED : why));
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
            {}
            <form method="post" action="/r/{}" accept-charset="utf-8" novalidate>
            {}
            {}
            {}
            {}
            <button type="submit">{}</button>
            </form>
            {}
            </main>
            <footer><p>{}</p></footer>\
            """,
            languages(),
            summary,
            tongue,
            survey.administrationName(),
            tongue,
            survey.serviceName(),
            stored(),
            survey.touchpoint().key(),
            hidden(),
            questions(trouble),
            asksForComment() ? comment(trouble) : Html.NONE,
            form.isStored() ? Html.NONE : trap(),
            text.text(button()),
            receipt(),
            text.text(PageWord.PRIVACY));
    String title = titlePrefix + survey.serviceName() + " – " + survey.administrationName();
    return shell.document(text.language(), title, body);
  }

  // What somebody wrote on another page must not be lost with it.
  private boolean asksForComment() {
    return isLast || (!form.isStored() && !form.comment().isBlank());
  }

  private PageWord button() {
    if (!form.isStored()) {
      return PageWord.SEND;
    }
    return isLast ? PageWord.FINISH : PageWord.CONTINUE;
  }

  private Html stored() {
    return Html.of("<p class=\"stored\" role=\"status\">{}</p>", text.text(PageWord.STORED_MORE))
        .when(form.isStored());
  }

  private Html receipt() {
    return form.isStored()
        ? shell.receipt(text, id.toString(), form.first(PageForm.RECEIPT_CODE))
        : Html.NONE;
  }

  // Out of view, out of reach of the keyboard, and not read aloud; with words for whoever reads the
  // page without its style.
  private Html trap() {
    return Html.of(
        """
        <p class="trap" aria-hidden="true"><label>{} <input name="{}" value="" tabindex="-1" autocomplete="off"></label></p>\
        """,
        text.text(PageWord.TRAP),
        PageForm.TRAP);
  }

  private Html languages() {
    List<Html> links = new ArrayList<>();
    for (Language language : survey.touchpoint().languages()) {
      links.add(
          Html.of(
              "<li><a href=\"{}?lang={}{}\" lang=\"{}\" hreflang=\"{}\"{}>{}</a></li>",
              path(),
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
        .when(links.size() > 1 && !form.isStored());
  }

  private String path() {
    return form.invitation().isPresent()
        ? HostedPage.INVITATIONS + form.first(PageForm.INVITATION)
        : "/r/" + survey.touchpoint().key();
  }

  private Html hidden() {
    List<Html> fields = new ArrayList<>();
    // What is stored already is added to by its receipt.
    fields.add(
        hidden(PageForm.INVITATION, form.first(PageForm.INVITATION))
            .when(form.invitation().isPresent() && !form.isStored()));
    fields.add(hidden(PageForm.ID, id));
    fields.add(hidden(PageForm.VERSION, survey.survey().version()));
    fields.add(hidden(PageForm.LANGUAGE, survey.language()));
    fields.add(hidden(PageForm.VIA, PageForm.VIA_QR).when(form.isQr()));
    form.context(survey.survey())
        .forEach((key, value) -> fields.add(hidden(PageForm.CONTEXT + key, value)));
    if (form.isStored()) {
      fields.add(hidden(PageForm.RECEIPT_CODE, form.first(PageForm.RECEIPT_CODE)));
      fields.add(hidden(PageForm.STEP, step));
      steps.earlier(step).forEach(question -> addAnswers(question, fields));
      fields.add(
          hidden(PageForm.COMMENT, form.visibleComment())
              .when(!isLast && !form.visibleComment().isBlank()));
    }
    return Html.join(fields);
  }

  // The answers before this page, since an amendment replaces them all.
  private void addAnswers(Question question, List<Html> fields) {
    boolean isCore = question.equals(survey.survey().coreQuestion());
    String name = isCore && form.isFromElsewhere() ? PageForm.SCORE : PageForm.nameOf(question);
    form.given(survey.survey(), question).forEach(value -> fields.add(hidden(name, value)));
  }

  private static Html hidden(String name, Object value) {
    return Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
  }

  private Html questions(PageTrouble trouble) {
    List<Html> fieldsets = new ArrayList<>();
    for (Question question : steps.questions(step, form)) {
      int number = fieldsets.size() + 1;
      fieldsets.add(new PageQuestion(survey, form, text, tongue, number).of(question, trouble));
    }
    return Html.join(fieldsets);
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
