package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.testkit.BranchingExample;

/// A citizen opens the hosted page of a touchpoint in a real browser and rates.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CitizenRatesOnTheWebIT {
  // Who answers faster than intake.answered-in-min is suspected, and not counted.
  private static final double READING_MILLIS = 500;

  @TempDir static Path folder;
  private Installation installation;
  private Chromium chromium;
  private Browser browser;

  @BeforeAll
  void open() {
    installation =
        Installation.start(folder.resolve("data"), "--public-address", "https://avis.example/");
    chromium = Chromium.open();
    browser = chromium.browser();
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  @Test
  void ratingByMouseIsCounted() {
    int before = installation.ratings();
    try (Page page = page(true)) {
      page.navigate(address("en"));
      page.waitForTimeout(READING_MILLIS);
      page.getByRole(AriaRole.RADIO).nth(3).check();
      page.getByRole(AriaRole.TEXTBOX).fill("Friendly and quick.");
      page.getByRole(AriaRole.BUTTON).click();

      assertThat(page.locator("h1").innerText()).containsIgnoringCase("thank");
    }
    installation.awaitRatings(before + 1);
  }

  @Test
  void ratingByKeyboardAloneIsCountedWithoutJavaScript() {
    int before = installation.ratings();
    try (Page page = page(false)) {
      page.navigate(address("nl"));
      page.waitForTimeout(READING_MILLIS);
      pressTabUntilOn(page, "radio");
      page.keyboard().press("Space");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");

      // The Enter key returns before the next page is there; this waits for it.
      page.locator("h1", new Page.LocatorOptions().setHasText("Dank u")).waitFor();
    }
    installation.awaitRatings(before + 1);
  }

  @Test
  void submittingWithoutAChoiceSaysWhatIsMissingAndKeepsTheComment() {
    int before = installation.ratings();
    try (Page page = page(true)) {
      page.navigate(address("fr"));
      page.getByRole(AriaRole.TEXTBOX).fill("Un commentaire à garder.");
      // Past the browser's own check, as a browser without one would.
      page.evaluate("document.querySelector('form').noValidate = true");
      page.getByRole(AriaRole.BUTTON).click();

      assertThat(page.getByRole(AriaRole.ALERT).innerText()).isNotBlank();
      assertThat(page.getByRole(AriaRole.TEXTBOX).inputValue())
          .isEqualTo("Un commentaire à garder.");
    }
    assertThat(installation.ratings()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "nl", "de", "en"})
  void pageHasNoAccessibilityViolationInAnyLanguage(String language) {
    try (Page page = page(true)) {
      page.navigate(address(language));
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
      assertThat(violations(page)).isEmpty();

      page.getByRole(AriaRole.RADIO).last().check();
      page.getByRole(AriaRole.BUTTON).click();
      assertThat(violations(page)).as("thanks").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "nl", "de", "en"})
  void ratingIsErasedWithWhatTheThanksShow(String language) {
    int before = installation.ratings();
    try (Page page = page(false)) {
      page.navigate(address(language));
      page.waitForTimeout(READING_MILLIS);
      page.getByRole(AriaRole.RADIO).first().check();
      page.getByRole(AriaRole.BUTTON).click();
      installation.awaitRatings(before + 1);
      page.locator("summary").click();
      List<String> values = page.locator("dd code").allInnerTexts();
      page.locator("details a").click();
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);

      page.getByRole(AriaRole.TEXTBOX).first().fill(values.getFirst());
      page.getByRole(AriaRole.TEXTBOX).last().fill("not the code");
      page.getByRole(AriaRole.BUTTON).click();
      assertThat(page.getByRole(AriaRole.ALERT).innerText()).isNotBlank();
      page.getByRole(AriaRole.TEXTBOX).last().fill(values.getLast());
      page.getByRole(AriaRole.BUTTON).click();
      page.locator("main.done").waitFor();
    }
    installation.awaitRatings(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "nl", "de", "en"})
  void pageForErasingHasNoAccessibilityViolation(String language) {
    try (Page page = page(true)) {
      page.navigate(installation.feedback().resolve("/erase?lang=" + language).toString());
      assertThat(violations(page)).isEmpty();

      page.evaluate("document.querySelector('form').noValidate = true");
      page.getByRole(AriaRole.BUTTON).click();
      page.getByRole(AriaRole.ALERT).waitFor();
      assertThat(violations(page)).as("refused").isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"fr, true", "nl, true", "de, true", "en, true", "fr, false"})
  void whatFollowsAnAnswerIsAskedPageByPage(String language, boolean javaScript) throws Exception {
    Path document = Files.writeString(folder.resolve("branching.yaml"), BranchingExample.DOCUMENT);
    installation.run("catalog", "apply", document.toString()).orFail();
    try (Page page = page(javaScript)) {
      page.navigate(
          installation
              .feedback()
              .resolve("/r/" + BranchingExample.TOUCHPOINT + "?lang=" + language)
              .toString());
      isAccessible(page, javaScript, "first page");
      page.waitForTimeout(READING_MILLIS);
      page.getByRole(AriaRole.RADIO).nth(1).check();
      page.getByRole(AriaRole.BUTTON).click();

      page.getByRole(AriaRole.CHECKBOX).first().check();
      page.getByRole(AriaRole.CHECKBOX).last().check();
      page.getByRole(AriaRole.RADIO).first().check();
      isAccessible(page, javaScript, "second page");
      Chromium.keep(page, "branching-page-" + language);
      page.getByRole(AriaRole.BUTTON).click();

      page.getByRole(AriaRole.RADIO).last().check();
      page.getByRole(AriaRole.TEXTBOX).fill("Last of all.");
      isAccessible(page, javaScript, "third page");
      page.getByRole(AriaRole.BUTTON).click();

      assertThat(page.locator("dd code").count()).isEqualTo(2);
    }
    assertThat(installation.run("export", "--administration", "commune-de-la-senne").orFail().out())
        .contains("Last of all.", ",waiting result,");
  }

  /// The pages bring no script; the judge needs to run its own.
  private static void isAccessible(Page page, boolean javaScript, String what) {
    if (javaScript) {
      assertThat(violations(page)).as(what).isEmpty();
    }
  }

  @Test
  void posterLeadsToThePublicAddress() {
    var poster =
        HttpCaller.get(
            installation.feedback().resolve("/r/" + Example.TOUCHPOINT + "/poster?format=svg"));

    assertThat(poster.statusCode()).isEqualTo(200);
    assertThat(poster.body()).contains(">avis.example/r/" + Example.TOUCHPOINT + "<");
    assertThat(CommandLine.run("run", "--public-address", "nowhere").err())
        .contains("--public-address is 'nowhere'");
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "320, DARK", "1280, DARK"})
  void pageStaysAccessibleNarrowAndDark(int width, ColorScheme scheme) {
    var options = new Browser.NewPageOptions().setViewportSize(width, 800).setColorScheme(scheme);
    try (Page page = browser.newPage(options)) {
      page.navigate(address("de"));

      assertThat(violations(page)).isEmpty();
      assertThat(
              (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .as("no sideways scrolling")
          .isTrue();
    }
  }

  private static List<String> violations(Page page) {
    return new AxeBuilder(page).analyze().getViolations().stream().map(Rule::toString).toList();
  }

  private static void pressTabUntilOn(Page page, String type) {
    for (int i = 0; i < 20; i++) {
      page.keyboard().press("Tab");
      if (page.locator("input[type=" + type + "]:focus").count() == 1) {
        return;
      }
    }
    throw new AssertionError("no input of type " + type + " is reached by the Tab key");
  }

  private Page page(boolean javaScript) {
    return browser.newPage(new Browser.NewPageOptions().setJavaScriptEnabled(javaScript));
  }

  private String address(String language) {
    return installation
        .feedback()
        .resolve("/r/" + Example.TOUCHPOINT + "?lang=" + language)
        .toString();
  }
}
