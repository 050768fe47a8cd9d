package org.onthaal.feedback.collect.page;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.onthaal.feedback.rating.Receipt;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;

/// The document around every page, and the pages that hold no form.
final class PageShell {
  private static final String STYLE_FOLDER = "/r/assets/";

  private final Map<Language, PageText> texts = PageText.all();
  private final String style;

  PageShell(PageStyle style) {
    this.style = STYLE_FOLDER + style.name();
  }

  /// The page's words for a survey: in its language, or in English where the page does not speak
  /// it.
  PageText text(Language language) {
    PageText text = texts.get(language);
    return text != null ? text : english();
  }

  Html document(Language language, String title, Html body) {
    return Html.of(
        """
        <!doctype html>
        <html lang="{}">
        <head>
        <meta charset="utf-8">
        <title>{}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <link rel="stylesheet" href="{}">
        </head>
        <body>
        {}
        </body>
        </html>
        """,
        language,
        title,
        style,
        body);
  }

  /// The rating is stored, now or before. The survey's own thanks stand for themselves.
  Html thanks(LocalizedSurvey survey, Receipt receipt) {
    PageText text = text(survey.language());
    String heading = text.text(PageWord.THANKS_HEADING);
    Html body =
        Html.of(
            """
            <main class="card done">
            <p class="by">{}</p>
            <svg class="tick" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><circle cx="24" cy="24" r="21"/><path d="M14 25l7 7 14-15"/></svg>
            <h1{}>{}</h1>
            {}
            </main>\
            """,
            survey.serviceName() + " – " + survey.administrationName(),
            tongue(survey),
            survey.text(survey.survey().thanks()),
            receipt(text, receipt.id().toString(), receipt.code()));
    return document(text.language(), heading + " – " + survey.serviceName(), body);
  }

  /// What a person needs to erase the rating later.
  Html receipt(PageText text, String id, String code) {
    return Html.of(
        """
        <details>
        <summary>{}</summary>
        <p>{} <a href="{}?lang={}">{}</a></p>
        <dl><dt>{}</dt><dd><code>{}</code></dd><dt>{}</dt><dd><code>{}</code></dd></dl>
        </details>\
        """,
        text.text(PageWord.RECEIPT),
        text.text(PageWord.RECEIPT_HINT),
        ErasePage.PATH,
        text.language(),
        text.text(PageWord.ERASE_HEADING),
        text.text(PageWord.RECEIPT_NUMBER),
        id,
        text.text(PageWord.RECEIPT_CODE),
        code);
  }

  /// A heading and a sentence in the language of a survey.
  Html message(LocalizedSurvey survey, PageWord heading, PageWord sentence) {
    PageText text = text(survey.language());
    Html body =
        Html.of(
            """
            <main class="card done">
            <p class="by">{}</p>
            <h1>{}</h1>
            <p class="lead">{}</p>
            </main>\
            """,
            survey.serviceName() + " – " + survey.administrationName(),
            text.text(heading),
            text.text(sentence));
    return document(text.language(), text.text(heading) + " – " + survey.serviceName(), body);
  }

  /// A heading and a sentence in every language, for when nobody knows which one is wanted.
  Html message(PageWord heading, PageWord sentence) {
    List<Html> parts =
        texts.values().stream()
            .map(text ->
                Html.of(
                    "<section lang=\"{}\"><h2>{}</h2><p>{}</p></section>",
                    text.language(),
                    text.text(heading),
                    text.text(sentence)))
            .toList();
    Html body =
        Html.of(
            "<main class=\"card done\"><h1 class=\"quiet\">Onthaal</h1>{}</main>",
            Html.join(parts));
    return document(Language.EN, english().text(heading), body);
  }

  /// Attributes of an element that speaks the survey's language where the page speaks another.
  Html tongue(LocalizedSurvey survey) {
    return text(survey.language()).language().equals(survey.language())
        ? Html.NONE
        : Html.of(" lang=\"{}\" dir=\"auto\"", survey.language());
  }

  private PageText english() {
    return Objects.requireNonNull(texts.get(Language.EN));
  }
}
