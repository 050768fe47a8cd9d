package org.onthaal.feedback.collect.page;

/// The page on which whoever has a receipt erases the rating, without script and without saying who
/// they are.
final class ErasePage {
  static final String PATH = "/erase";
  static final String NUMBER = "number";
  static final String CODE = "code";

  private final PageShell shell;
  private final PageText text;

  ErasePage(PageShell shell, PageText text) {
    this.shell = shell;
    this.text = text;
  }

  /// Asks for the two values of the receipt.
  Html asked() {
    return asked(Html.NONE, "", "");
  }

  /// Asks again and says why.
  ///
  /// @param number as it was sent; the code is not repeated
  Html askedAgain(PageWord why, String number) {
    Html alert = Html.of("<p class=\"alert\" role=\"alert\" id=\"why\">{}</p>", text.text(why));
    return asked(alert, number, " aria-describedby=\"why\"");
  }

  /// It is gone.
  Html erased() {
    Html body =
        Html.of(
            """
            <main class="card done">
            <h1>{}</h1>
            <p class="lead">{}</p>
            </main>\
            """,
            text.text(PageWord.ERASED_HEADING),
            text.text(PageWord.ERASED));
    return shell.document(text.language(), text.text(PageWord.ERASED_HEADING), body);
  }

  private Html asked(Html alert, String number, String described) {
    String heading = text.text(PageWord.ERASE_HEADING);
    Html body =
        Html.of(
            """
            <main class="card">
            <h1>{}</h1>
            <p>{}</p>
            {}
            <form method="post" action="{}?lang={}"{}>
            {}
            {}
            <button type="submit">{}</button>
            </form>
            </main>\
            """,
            heading,
            text.text(PageWord.ERASE_HINT),
            alert,
            PATH,
            text.language(),
            new Html(described),
            field(NUMBER, PageWord.RECEIPT_NUMBER, number),
            field(CODE, PageWord.RECEIPT_CODE, ""),
            text.text(PageWord.ERASE));
    String title =
        alert.equals(Html.NONE) ? heading : text.text(PageWord.ERROR_TITLE) + " – " + heading;
    return shell.document(text.language(), title, body);
  }

  private Html field(String name, PageWord label, String value) {
    return Html.of(
        """
        <p class="field"><label for="{}">{}</label>
        <input id="{}" name="{}" value="{}" required autocomplete="off" autocapitalize="none" spellcheck="false"></p>\
        """,
        name,
        text.text(label),
        name,
        name,
        value);
  }
}
