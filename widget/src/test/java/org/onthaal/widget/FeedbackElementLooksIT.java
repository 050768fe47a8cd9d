package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people see, hear and read of the element, whatever page it is on.
class FeedbackElementLooksIT extends ElementOnAPage {
  @ParameterizedTest
  @CsvSource({
    "page, fr, LIGHT, 1280",
    "parking-permit, nl, DARK, 1280",
    "parking-permit, de, LIGHT, 320",
    "recommend, en, DARK, 320",
    "parking-permit, ar, LIGHT, 1280",
  })
  void noStateHasAnAccessibilityViolation(
      String touchpoint, String language, ColorScheme scheme, int width) {
    newVisitor(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
    door.setPolicy(JUDGED);
    Page page = open(language, ELEMENT.replace("parking-permit", touchpoint));
    assertThat(violations(page)).isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    submit(page).click();
    page.getByRole(AriaRole.RADIO).last().check();
    assertThat(violations(page)).as("chosen, after a press without a choice").isEmpty();
    page.getByRole(AriaRole.RADIO).first().check();
    submit(page).click();
    thanks(page).waitFor();
    assertThat(violations(page)).as("stored").isEmpty();
  }

  @Test
  void namesAreTheWordsThatAreSeen() {
    Page page = open("de", ELEMENT);

    for (Locator label : page.locator("label").all()) {
      String seen = label.innerText().strip();
      assertThat(
              page.getByRole(
                      AriaRole.RADIO, new Page.GetByRoleOptions().setName(seen).setExact(true))
                  .count())
          .as(seen)
          .isOne();
    }
    assertThat(
            page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("overall?")).count())
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parking-permit", "recommend", "page"})
  void everyTargetIsLargeEnoughForAThumb(String touchpoint) {
    newVisitor(new Browser.NewContextOptions().setViewportSize(320, 800));
    for (String mode : List.of("inline", "bar")) {
      Page page = open("fr", ELEMENT.replace("parking-permit", touchpoint + " mode=" + mode));
      for (Locator target : page.locator("label, button").all()) {
        BoundingBox box = target.boundingBox();
        assertThat(Math.min(box.width, box.height))
            .as(target.innerText() + " in " + mode)
            .isGreaterThanOrEqualTo(44);
      }
      page.close();
    }
  }

  @Test
  void twoElementsOnAHostilePageDoNotDisturbEachOther() {
    door.setPolicy("default-src 'self'; style-src 'unsafe-inline'");
    Page page =
        open(
            "en",
            "<style>*{all:unset!important}</style><div id=a>"
                + ELEMENT
                + "</div><div id=b>"
                + ELEMENT.replace("parking-permit", "page")
                + "</div>");
    page.locator("#b").getByRole(AriaRole.RADIO).nth(1).check();
    page.locator("#a").getByRole(AriaRole.RADIO).first().check();
    page.locator("#b [part=submit]").click();
    page.locator("#b [part=thanks]").waitFor();
    BoundingBox row = page.locator("#a label").first().boundingBox();

    assertThat(door.calls().getFirst().body().get("touchpoint").getAsString()).isEqualTo("page");
    assertThat(page.locator("#a").getByRole(AriaRole.RADIO).first().isChecked()).isTrue();
    assertThat(row.height).isGreaterThanOrEqualTo(44);
    assertThat(
            (String)
                page.evaluate(
                    "getComputedStyle(document.querySelector('#a onthaal-feedback').shadowRoot.querySelector('label')).display"))
        .isEqualTo("flex");
  }

  @Test
  void otherLanguagesTakeTheirQuestionsFromTheSurveyAndTheirButtonsFromThePage() {
    Page page = open("ar", ELEMENT);
    assertThat(page.locator(".frame").getAttribute("dir")).isEqualTo("rtl");
    assertThat(page.locator("[part=submit] bdi").getAttribute("lang")).isEqualTo("en");
    BoundingBox first = page.locator("label").first().boundingBox();
    BoundingBox last = page.locator("label").nth(4).boundingBox();
    assertThat(first.x).isGreaterThan(last.x);

    page.evaluate(
        "customElements.get('onthaal-feedback').words.ar = {send: 'أرسل'}; document.querySelector('onthaal-feedback').reset()");
    assertThat(submit(page).innerText()).isEqualTo("أرسل");
  }

  @ParameterizedTest
  @CsvSource({"lang=fr-BE, nl, Satisfait(e)", "'', nl, Tevreden"})
  void languageIsThatOfTheElementOrOfWhatIsAround(
      String attribute, String around, String expected) {
    Page page = open(around, ELEMENT.replace(" touch", " " + attribute + " touch"));

    assertThat(choice(page, expected).count()).isOne();
  }

  @Test
  void languageOfTheBrowserServesAPageThatSaysNone() {
    newVisitor(new Browser.NewContextOptions().setLocale(Locale.GERMANY.toLanguageTag()));
    Page page = open("", ELEMENT);

    assertThat(choice(page, "Zufrieden").count()).isOne();
  }
}
