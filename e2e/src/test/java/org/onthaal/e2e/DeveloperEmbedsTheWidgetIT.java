package org.onthaal.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
  void onlyWhatAPlaceTakesIsOfferedAsAChannel() {
    try (BrowserContext context = context(true)) {
      Page page = developers(context);
      Locator offered = page.getByLabel("Channel").locator("option");
      assertThat(offered).hasText(new String[] {"the touchpoint's own", "WEB", "QR", "EMAIL"});
      page.getByLabel("Channel").selectOption("EMAIL");
      assertThat(text(page, "Any page")).containsText("channel=\"EMAIL\"");

      page.locator("[name=touchpoint]").fill("senne-parking-poster");

      assertThat(offered).hasText(new String[] {"the touchpoint's own", "QR"});
      assertThat(text(page, "Any page")).not().containsText("channel=");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void triesAreRefusedAsTheServiceWouldAndNothingIsStored() {
    int before = installation.ratings();
    try (BrowserContext context = context(true)) {
      Page page = developers(context);
      page.locator("#stage [part=question]").first().waitFor();
      page.evaluate("document.querySelector('#stage > *').setAttribute('channel', 'KIOSK')");
      choose(page, 4);
      page.locator("[part=submit]").click();

      assertThat(page.locator("#calls")).containsText("CHANNEL_NOT_ALLOWED");
      assertThat(page.locator("#stage [role=alert]")).not().isEmpty();
    }
    assertThat(installation.ratings()).isEqualTo(before);
  }

  @Test
  void coloursAreShownAsTheyAreCopied() {
    try (BrowserContext context = context(true)) {
      Page page = developers(context);
      page.getByLabel("Accent").fill("gold");
      page.getByLabel("dark", new Page.GetByLabelOptions().setExact(true)).check();
      assertThat(text(page, "Any page")).containsText("--onthaal-accent: #ffd700;");
      assertThat(text(page, "Any page")).containsText("--onthaal-on-accent: #000;");
      Locator button = page.locator("#stage [part=submit]");
      assertThat(button).hasCSS("background-color", "rgb(255, 215, 0)");
      assertThat(button).hasCSS("color", "rgb(0, 0, 0)");
      assertThat(page.locator("#accent-note")).isEmpty();

      page.getByLabel("light", new Page.GetByLabelOptions().setExact(true)).check();

      assertThat(text(page, "Any page")).not().containsText("#ffd700");
      assertThat(page.locator("#accent-note")).containsText("#ffd700 cannot be read");
      assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    }
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void copyingIsToldAlsoWhereTheBrowserHasNoClipboard(boolean clipboard) {
    try (BrowserContext context = context(true)) {
      context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      if (!clipboard) {
        // As on a page that came over plain HTTP from another machine.
        context.addInitScript("delete Navigator.prototype.clipboard");
      }
      Page page = developers(context);
      page.getByLabel("Copy: Vue, vite.config.js").click();

      assertThat(page.getByRole(AriaRole.STATUS).filter(said("Vue, vite.config.js")))
          .containsText("Copied");
      assertThat(page.getByLabel("Copied: Vue, vite.config.js")).hasText("Copied");
      page.getByLabel("Context").focus();
      page.keyboard().press("Control+V");
      assertThat(page.getByLabel("Context").inputValue()).contains("isCustomElement");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void formToCopyIsCountedWithoutJavaScript() {
    int before = installation.ratings();
    String copied;
    try (BrowserContext context = context(true)) {
      Page page = developers(context);
      page.getByLabel("Language").selectOption("nl");
      Locator form = text(page, "With a form for people without JavaScript");
      assertThat(form).containsText("Mijn mening versturen");
      copied = form.textContent();
    }
    try (BrowserContext context = context(false)) {
      Page page = site(context, "<!doctype html><html lang=nl><title>Vergunning</title>" + copied);
      page.getByRole(AriaRole.RADIO).nth(3).check();
      page.locator("textarea").fill(WRITTEN);
      page.getByRole(AriaRole.BUTTON).click();
      page.locator("h1", new Page.LocatorOptions().setHasText("Dank u")).waitFor();
    }
    installation.awaitRatings(before + 1);
  }

  /// The first thing to copy, as the page for developers shows it.
  private String copied(BrowserContext context) {
    try (Page developers = developers(context)) {
      return "<title>Permit</title>" + text(developers, "Any page").textContent();
    }
  }

  private Page developers(BrowserContext context) {
    Page page = context.newPage();
    watch(page);
    page.navigate(installation.feedback() + "/widget/");
    text(page, "Any page").waitFor();
    return page;
  }

  private static Locator text(Page developers, String title) {
    return developers.locator("h3:text-is('%s') + pre".formatted(title));
  }

  private static Locator.FilterOptions said(String text) {
    return new Locator.FilterOptions().setHasText(text);
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
