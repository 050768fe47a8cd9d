package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The element speaks the language of its reader, as far as anybody can know it.
class FeedbackElementLanguageIT extends ElementOnAPage {
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
