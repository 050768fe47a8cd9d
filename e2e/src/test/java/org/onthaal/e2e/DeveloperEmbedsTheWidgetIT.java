package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.e2e.site.Site;

/// A developer puts the element on the pages of another site, with what the service's own page
/// gives to copy; citizens rate there, and the service counts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeveloperEmbedsTheWidgetIT {
  // What is answered faster than a person reads is not counted with the rest.
  private static final int READING_MILLIS = 500;
  private static final String WRITTEN = "Snel en vriendelijk.";

  @TempDir static Path folder;
  private final List<String> complaints = new ArrayList<>();
  private Installation installation;
  private Site site;
  private Chromium chromium;
  private Browser browser;

  @BeforeAll
  void open() throws IOException {
    installation = Installation.start(folder.resolve("data"));
    site = Site.open();
    chromium = Chromium.open();
    browser = chromium.browser();
  }

  @AfterAll
  void close() {
    chromium.close();
    site.close();
    installation.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "nl", "de", "en"})
  void whatIsCopiedWorksUnderTheStrictestPolicy(String language) throws Exception {
    int before = installation.ratings();
    site.under(policy("'none'"));
    try (BrowserContext context = context(true)) {
      Page page = site(context, "<!doctype html><html lang=" + language + ">" + copied(context));
      choose(page, 4);
      page.locator("[part=submit]").click();
      page.locator("[part=thanks]").waitFor();
    }
    installation.awaitRatings(before + 1);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"react", "vue"})
  void frameworkThatRendersAgainLosesNothingAndSendsOnce(String framework) throws Exception {
    int before = installation.ratings();
    // Vue makes a policy of its own, on any page that has Vue.
    site.under(policy(framework.equals("vue") ? "vue" : "'none'"))
        .with("/react.js", library("react", "18.3.1", "umd/react.production.min.js"))
        .with("/react-dom.js", library("react-dom", "18.3.1", "umd/react-dom.production.min.js"))
        .with("/vue.js", library("vue", "3.5.26", "dist/vue.runtime.global.prod.js"))
        .with("/app.js", own(framework + ".js"));
    try (BrowserContext context = context(true)) {
      Page page =
          site(
              context,
              "<!doctype html><html lang=nl><title>Vergunning</title>%s<div id=app></div>%s<script src=/app.js></script>"
                  .formatted(
                      script(),
                      framework.equals("vue")
                          ? "<script src=/vue.js></script>"
                          : "<script src=/react.js></script><script src=/react-dom.js></script>"));
      choose(page, 5);
      page.locator("#again").click();
      assertThat(page.locator("input[value='5']").isChecked()).isTrue();
      page.locator("[part=submit]").click();
      page.locator("textarea").fill(WRITTEN);
      page.locator("#again").click();
      page.locator("#move").click();
      assertThat(page.locator("textarea").inputValue()).isEqualTo(WRITTEN);
      page.locator("[part=submit]").click();
      page.locator("textarea")
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      assertThat(page.locator("#told").innerText()).isEqualTo("1");
    }
    installation.awaitRatings(before + 1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void triesOfADeveloperAreShownAndNotStored() {
    int before = installation.ratings();
    try (BrowserContext context = context(true)) {
      Page page = context.newPage();
      watch(page);
      page.navigate(installation.feedback() + "/widget/");
      page.getByLabel("Language").selectOption("de");
      choose(page, 2);
      page.locator("[part=submit]").click();
      page.locator("[part=thanks]").waitFor();
      page.locator("summary").click();

      assertThat(page.locator("#calls").innerText())
          .contains("POST /v1/ratings", "\"language\": \"de\"", "event feedback-submitted");
      assertThat(page.locator("#copy").innerText())
          .contains("integrity=\"sha384-", "lang=\"de\"", "isCustomElement");
      assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
      Chromium.keep(page, "developer-page");
    }
    assertThat(installation.ratings()).isEqualTo(before);
    assertThat(complaints).isEmpty();
  }

  @Test
  void developerIsToldOfATouchpointThatDoesNotExist() {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate(installation.feedback() + "/widget/?touchpoint=no-such-desk");

      page.getByRole(AriaRole.ALERT)
          .filter(new Locator.FilterOptions().setHasText("no-such-desk"))
          .waitFor();
    }
  }

  @Test
  void formInsideTheElementIsCountedWithoutJavaScript() {
    int before = installation.ratings();
    try (BrowserContext context = context(false)) {
      Page page =
          site(
              context,
              """
              <!doctype html><html lang=en><title>Permit</title>%s
              <onthaal-feedback touchpoint="parking-permit">
                <form method="post" action="%s/r/parking-permit" accept-charset="utf-8">
                  <input type="hidden" name="lang" value="en">
                  <label><input type="radio" name="answer.overall" value="4"> Satisfied</label>
                  <textarea name="comment"></textarea>
                  <button>Send</button>
                </form>
              </onthaal-feedback>
              """
                  .formatted(script(), installation.feedback()));
      page.getByRole(AriaRole.RADIO).check();
      page.locator("textarea").fill("Clear and quick.");
      page.getByRole(AriaRole.BUTTON).click();
      page.locator("h1", new Page.LocatorOptions().setHasText("Thank")).waitFor();
    }
    installation.awaitRatings(before + 1);
  }

  /// The first thing to copy, as the page for developers shows it.
  private String copied(BrowserContext context) {
    try (Page developers = context.newPage()) {
      developers.navigate(installation.feedback() + "/widget/");
      Locator texts = developers.locator("#copy pre");
      texts.first().waitFor();
      return "<title>Permit</title>" + texts.first().textContent();
    }
  }

  private String script() {
    return "<script src=\"%s/widget/v1/onthaal.js\" crossorigin=anonymous defer></script>"
        .formatted(installation.feedback());
  }

  private static void choose(Page page, int score) {
    page.locator("[part=question]").first().waitFor();
    page.waitForTimeout(READING_MILLIS);
    page.locator("input[value='%d']".formatted(score)).check();
  }

  private BrowserContext context(boolean javaScript) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript));
    complaints.clear();
    return context;
  }

  /// A page of another site.
  private Page site(BrowserContext context, String html) {
    Page page = context.newPage();
    watch(page);
    page.navigate(site.with("/", html).at("/"));
    return page;
  }

  private String policy(String trustedTypes) {
    return """
    default-src 'none'; script-src 'self' %1$s; connect-src %1$s; style-src 'none'; img-src 'none'; \
    require-trusted-types-for 'script'; trusted-types %2$s\
    """
        .formatted(installation.feedback(), trustedTypes);
  }

  private void watch(Page page) {
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
  }

  private static String library(String name, String version, String file) throws IOException {
    return resource("/META-INF/resources/webjars/%s/%s/%s".formatted(name, version, file));
  }

  private static String own(String name) throws IOException {
    return resource("/org/onthaal/e2e/" + name);
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = DeveloperEmbedsTheWidgetIT.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
