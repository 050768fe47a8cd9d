package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everybody can read, hear and press the element, however they have the browser show it.
class FeedbackElementAccessibilityIT extends ElementOnAPage {
  private static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");

  static Stream<Arguments> looksAndLanguages() {
    return Stream.concat(
        Stream.of(Look.values())
            .flatMap(look -> LANGUAGES.stream().map(language -> Arguments.of(look, language))),
        Stream.of(Arguments.of(Look.RIGHT_TO_LEFT, "ar")));
  }

  @ParameterizedTest
  @MethodSource("looksAndLanguages")
  void noStateIsInaccessible(Look look, String language) {
    Page page = open(look, language, ELEMENT);
    List<String> faults = new ArrayList<>();
    new Visit(page, door)
        .through(state -> {
          String where = "%s, %s, %s: ".formatted(state, language, look);
          Axe.violations(page).forEach(fault -> faults.add(where + fault));
          Layout.faults(page).forEach(fault -> faults.add(where + fault));
        });

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "page, inline",
    "page, bar",
    "page, button",
    "recommend, inline",
    "likely, inline",
    "likely, bar",
    "effort, button",
  })
  void noScaleAndNoModeIsInaccessible(String touchpoint, String mode) {
    for (Look look : List.of(Look.NARROW, Look.LARGE_TEXT)) {
      Page page = open(look, "de", ELEMENT.replace("parking-permit", touchpoint + " mode=" + mode));
      Visit visit = new Visit(page, door);
      List<String> faults = new ArrayList<>(faults(page));
      if (mode.equals("button")) {
        page.getByRole(AriaRole.BUTTON).click();
      }
      visit.answer(0);
      faults.addAll(faults(page));
      visit.send();
      faults.addAll(faults(page));

      assertThat(faults).as("%s, %s, %s", touchpoint, mode, look).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "nl", "de", "en", "ar"})
  void namesAreTheWordsThatAreSeen(String language) {
    Page page = open(Look.LIGHT, language, ELEMENT);

    new Visit(page, door)
        .through(state -> {
          List<String> seen = Names.seen(page);
          assertThat(Names.heard(page)).as("%s, %s", state, language).isEqualTo(seen);
          assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(controls(state));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "fr, Votre réponse est conservée sur cet appareil et sera envoyée plus tard.",
    "nl, Uw antwoord is op dit toestel bewaard en wordt later verstuurd.",
    "de, Ihre Antwort ist auf diesem Gerät gespeichert und wird später gesendet.",
    "en, Your answer is kept on this device and will be sent later.",
  })
  void oneLiveRegionTellsWhatBecameOfTheRating(String language, String queued) {
    Page page = open(Look.LIGHT, language, ELEMENT);
    Locator said = page.getByRole(AriaRole.STATUS);
    JSHandle before = said.evaluateHandle("region => region");

    // A region that comes with its words is not read out: it has to be there before.
    new Visit(page, door)
        .through(state -> {
          assertThat((Boolean) said.evaluate("(region, before) => region === before", before))
              .isTrue();
          switch (state) {
            case FIRST, SELECTED, ERROR -> assertThat(said.textContent()).isEmpty();
            case COMMENT, SENT ->
                assertThat(said.textContent())
                    .isEqualTo(String.join(" ", thanks(page).innerText().split("\\n+", -1)));
            case QUEUED -> assertThat(said.textContent()).endsWith(" " + queued);
          }
        });
  }

  @Test
  void judgesNoticeWhatIsWrong() {
    Page page = open(Look.NARROW, "de", ELEMENT);
    assertThat(faults(page)).isEmpty();
    page.evaluate(
        """
        () => {
          const root = document.querySelector('onthaal-feedback').shadowRoot;
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`legend { color: #ccc; white-space: nowrap; overflow: hidden; width: 9em }
            [part=submit] { min-height: 0; padding: 0 } [part=card] { width: 400px }`);
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          root.querySelector('input').setAttribute('aria-label', 'Something else');
        }
        """);

    assertThat(faults(page))
        .anyMatch(fault -> fault.startsWith("color-contrast"))
        .anyMatch(fault -> fault.startsWith("<legend question>") && fault.contains("cut off"))
        .anyMatch(fault -> fault.startsWith("<button submit>") && fault.contains("small"))
        .anyMatch(fault -> fault.startsWith("the page scrolls sideways"));
    assertThat(Names.heard(page)).contains("radio: Something else").isNotEqualTo(Names.seen(page));
  }

  private Page open(Look look, String language, String body) {
    newVisitor(look.options());
    Page page = open(language, body);
    look.applyTo(page);
    return page;
  }

  private static List<String> faults(Page page) {
    return Stream.of(Axe.violations(page), Layout.faults(page)).flatMap(List::stream).toList();
  }

  /// A group of five and a button; two groups of three and eight, words and a button; nothing.
  private static int controls(Visit.State state) {
    return switch (state) {
      case FIRST, SELECTED, ERROR -> 1 + 5 + 1;
      case COMMENT -> 1 + 3 + 1 + 8 + 1 + 1;
      case SENT -> 0;
      case QUEUED -> 1 + 3 + 1 + 8 + 1 + 1;
    };
  }
}
