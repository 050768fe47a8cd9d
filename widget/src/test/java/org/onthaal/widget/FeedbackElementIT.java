package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A person meets the element on a page of somebody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedbackElementIT {
  private static final String ELEMENT =
      "<onthaal-feedback touchpoint=parking-permit></onthaal-feedback>";
  private static final String STYLE_NONE =
      RecordingDoor.STRICT.replace("style-src 'self'", "style-src 'none'");
  // The judge of accessibility brings scripts of its own into the page.
  private static final String JUDGED = "default-src 'self'";
  // The first pause between tries is five seconds at most.
  private static final Duration SENT_AGAIN_MAX = Duration.ofSeconds(30);

  private RecordingDoor door;
  private Chromium chromium;
  private BrowserContext context;

  @BeforeAll
  void open() throws IOException {
    door = new RecordingDoor();
    chromium = new Chromium();
  }

  @AfterAll
  void close() {
    chromium.close();
    door.close();
  }

  @BeforeEach
  void newVisitor() {
    door.forget();
    context = chromium.browser().newContext();
  }

  @AfterEach
  void contractWasKept() {
    context.close();
    assertThat(door.faults()).isEmpty();
  }

  @Test
  void scoreIsStoredAtTheFirstPressAndTheRestAmendsIt() {
    Page page = open("en", ELEMENT);
    choice(page, "Dissatisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    assertThat(door.calls()).hasSize(1);
    JsonObject rating = door.calls().getFirst().body();

    page.getByRole(AriaRole.CHECKBOX).first().check();
    page.getByRole(AriaRole.TEXTBOX).fill("An hour.");
    submit(page).click();
    await().until(() -> door.calls().size() == 2);

    assertThat(rating.get("answers").toString())
        .isEqualTo("[{\"question\":\"overall\",\"score\":2}]");
    assertThat(rating.get("surveyVersion").getAsInt()).isEqualTo(3);
    assertThat(rating.get("language").getAsString()).isEqualTo("en");
    assertThat(door.calls().getLast().method()).isEqualTo("PATCH");
    assertThat(door.calls().getLast().body().toString())
        .isEqualTo(
            "{\"answers\":[{\"question\":\"overall\",\"score\":2},{\"question\":\"reasons\",\"choices\":"
                + "{\"codes\":[\"waiting\"]}}],\"comment\":\"An hour.\"}");
    await().until(() -> page.locator("form").count() == 0);
    assertThat(kept(page)).isZero();
  }

  @Test
  void onlyTheDissatisfiedAreAskedWhy() {
    Page page = open("en", ELEMENT);
    choice(page, "Very satisfied").check();
    submit(page).click();
    thanks(page).waitFor();

    assertThat(page.getByRole(AriaRole.CHECKBOX).count()).isZero();
    assertThat(page.getByRole(AriaRole.RADIO).count()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "button", "bar"})
  void strictestPoliciesReportNothingFromTheFirstViewToTheLast(String mode) {
    for (String policy : List.of(RecordingDoor.STRICT, STYLE_NONE)) {
      door.forget();
      door.setPolicy(policy);
      context.addInitScript(
          "window.reports = []; addEventListener('securitypolicyviolation', e => reports.push(e.violatedDirective + ' ' + e.blockedURI))");
      Page page = open("en", ELEMENT.replace(" touch", " mode=" + mode + " touch"));
      if (mode.equals("button")) {
        page.getByRole(AriaRole.BUTTON).click();
      }
      submit(page).click();
      choice(page, "Dissatisfied").check();
      submit(page).click();
      thanks(page).waitFor();
      page.getByRole(AriaRole.TEXTBOX).fill("x");
      submit(page).click();
      await().until(() -> door.calls().size() == 2);

      assertThat(page.evaluate("reports")).asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
      // The rules of the element itself are there under either policy.
      assertThat(
              (String)
                  page.evaluate(
                      "getComputedStyle(document.querySelector('onthaal-feedback').shadowRoot.querySelector('[part=card]')).borderTopStyle"))
          .isEqualTo("solid");
    }
  }

  @Test
  void pressWithoutAnAnswerSaysWhatIsMissingAndSendsNothing() {
    Page page = open("nl", ELEMENT);
    submit(page).click();

    assertThat(page.getByRole(AriaRole.ALERT).innerText()).isEqualTo("Kies een antwoord.");
    assertThat(page.getByRole(AriaRole.GROUP).getAttribute("aria-describedby")).isEqualTo("wrong");
    assertThat(focused(page)).isEqualTo("INPUT");
    assertThat(page.locator("input:checked").count()).isZero();
    assertThat(door.calls()).isEmpty();
  }

  @Test
  void keyboardAloneIsEnoughAndNothingIsSentByMovingAround() {
    Page page = open("en", ELEMENT);
    page.keyboard().press("Tab");
    assertThat(page.locator("input:checked").count()).isZero();
    page.keyboard().press("Space");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    assertThat(door.calls()).isEmpty();
    page.keyboard().press("Enter");
    thanks(page).waitFor();

    assertThat(focused(page)).isEqualTo("B");
    assertThat(door.calls().getFirst().body().get("answers").toString()).contains("\"score\":3");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("INPUT");
  }

  @Test
  void doubleClickSendsOnce() {
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).dblclick();
    thanks(page).waitFor();

    assertThat(door.calls()).hasSize(1);
    assertThat(page.locator("form").count()).as("what may be added is still asked").isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SILENCE", "TAKE_IN_SILENCE", "BUSY"})
  void ratingThatGetsNoReceiptIsKeptAndStoredOnceAfterAReload(RecordingDoor.Manner manner) {
    door.be(manner);
    Page page = open("en", ELEMENT);
    choice(page, "Very dissatisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    assertThat(thanks(page).innerText()).contains("will be sent later");
    page.getByRole(AriaRole.TEXTBOX).fill("Nobody was there.");
    submit(page).click();
    await().until(() -> page.locator("form").count() == 0);
    assertThat(kept(page)).isOne();

    door.be(RecordingDoor.Manner.TAKE);
    page.reload();
    await().atMost(SENT_AGAIN_MAX).until(() -> kept(page) == 0);

    assertThat(door.stored()).hasSize(1);
    assertThat(door.calls().getLast().method()).isEqualTo("PATCH");
    assertThat(door.calls().getLast().body().get("comment").getAsString())
        .isEqualTo("Nobody was there.");
  }

  @Test
  void keptRatingIsSentWithoutAReloadToo() {
    door.be(RecordingDoor.Manner.SILENCE);
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();

    door.be(RecordingDoor.Manner.TAKE);
    await().atMost(SENT_AGAIN_MAX).until(() -> kept(page) == 0);

    assertThat(door.stored()).hasSize(1);
  }

  @Test
  void amendmentThatFailsIsKeptAndSent() {
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    door.be(RecordingDoor.Manner.SILENCE);
    page.getByRole(AriaRole.TEXTBOX).fill("Later.");
    submit(page).click();
    await().until(() -> thanks(page).innerText().contains("will be sent later"));

    door.be(RecordingDoor.Manner.TAKE);
    page.reload();
    await().atMost(SENT_AGAIN_MAX).until(() -> kept(page) == 0);

    assertThat(door.calls().getLast().body().get("comment").getAsString()).isEqualTo("Later.");
  }

  @Test
  void refusedRatingSaysSoAndKeepsWhatWasGiven() {
    door.be(RecordingDoor.Manner.REFUSE);
    Page page = open("fr", ELEMENT);
    page.evaluate(
        "window.heard = []; addEventListener('feedback-rejected', e => heard.push(e.detail.reason))");
    choice(page, "Satisfait(e)").check();
    submit(page).click();

    await()
        .until(() ->
            page.getByRole(AriaRole.ALERT)
                .innerText()
                .equals("Votre réponse n’a PAS été enregistrée."));
    assertThat(choice(page, "Satisfait(e)").isChecked()).isTrue();
    assertThat(page.evaluate("heard.join()")).isEqualTo("VIOLATIONS");
    assertThat(kept(page)).isZero();
    door.be(RecordingDoor.Manner.TAKE);
    submit(page).click();
    thanks(page).waitFor();
    assertThat(door.stored()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "fr, LIGHT, 1280",
    "nl, DARK, 1280",
    "de, LIGHT, 320",
    "en, DARK, 320",
    "ar, LIGHT, 1280",
    "de, DARK, 600",
  })
  void noStateHasAnAccessibilityViolation(String language, ColorScheme scheme, int width) {
    context.close();
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
    door.setPolicy(JUDGED);
    for (String touchpoint : List.of("parking-permit", "recommend", "page")) {
      Page page = open(language, ELEMENT.replace("parking-permit", touchpoint));
      assertThat(violations(page)).as(touchpoint).isEmpty();
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      submit(page).click();
      assertThat(violations(page)).as(touchpoint + ", nothing chosen").isEmpty();
      page.getByRole(AriaRole.RADIO).first().check();
      assertThat(violations(page)).as(touchpoint + ", chosen").isEmpty();
      submit(page).click();
      thanks(page).waitFor();
      assertThat(violations(page)).as(touchpoint + ", stored").isEmpty();
      page.close();
    }
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
    context.close();
    context =
        chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(320, 800));
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
  void dialogIsOpenedByItsButtonClosedByEscapeAndKeepsWhatWasGiven() {
    door.setPolicy(JUDGED);
    Page page = open("en", ELEMENT.replace(" touch", " mode=button touch"));
    assertThat(page.getByRole(AriaRole.RADIO).count()).isZero();
    page.getByRole(AriaRole.BUTTON).click();
    choice(page, "Satisfied").check();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
    assertThat(focused(page)).isEqualTo("BUTTON");
    page.keyboard().press("Enter");

    assertThat(choice(page, "Satisfied").isChecked()).isTrue();
    assertThat(violations(page)).isEmpty();
    submit(page).click();
    thanks(page).waitFor();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close")).click();
    assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
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
  void elementThatIsMovedOrRenderedAgainKeepsItsStateAndSendsOnce() {
    Page page = open("en", "<div id=a>" + ELEMENT + "</div><div id=b></div>");
    choice(page, "Satisfied").check();
    page.evaluate(
        "const e = document.querySelector('onthaal-feedback'); b.append(e); e.setAttribute('touchpoint', 'parking-permit')");
    assertThat(choice(page, "Satisfied").isChecked()).isTrue();
    page.evaluate("document.querySelector('onthaal-feedback').lang = 'nl'");
    choice(page, "Tevreden").waitFor();
    assertThat(choice(page, "Tevreden").isChecked()).isTrue();
    page.evaluate("const e = document.querySelector('onthaal-feedback'); e.remove(); a.append(e)");
    submit(page).click();
    thanks(page).waitFor();
    page.evaluate("const e = document.querySelector('onthaal-feedback'); e.remove(); a.append(e)");

    assertThat(page.getByRole(AriaRole.TEXTBOX).count()).isOne();
    assertThat(door.calls()).hasSize(1);
  }

  @Test
  void pageMaySubmitByItselfWithItsContext() {
    Page page = open("en", ELEMENT.replace(" touch", " channel=email touch"));
    List<String> warnings = new ArrayList<>();
    page.onConsoleMessage(message -> warnings.add(message.text()));
    page.evaluate("history.replaceState(0, '', '/pages/jan@example.org/x?token=1#y')");
    Object outcome =
        page.evaluate(
            """
            async () => {
              const element = document.querySelector('onthaal-feedback');
              const heard = [];
              document.addEventListener('feedback-submitted', event => heard.push(event.detail));
              element.context = {release: '2.4', user: 'jan'};
              const outcome = await element.submit({score: 1, answers: {reasons: ['staff'], ease: 'dont-know'}, comment: 'x'});
              await element.submit({score: 1});
              return JSON.stringify([outcome, heard]);
            }
            """);
    JsonObject rating = door.calls().getFirst().body();

    assertThat(door.calls()).hasSize(1);
    assertThat(rating.get("channel").getAsString()).isEqualTo("EMAIL");
    assertThat(rating.get("comment").getAsString()).isEqualTo("x");
    assertThat(rating.get("answers").toString())
        .isEqualTo(
            "[{\"question\":\"overall\",\"score\":1},{\"question\":\"reasons\",\"choices\":{\"codes\":[\"staff\"]}},"
                + "{\"question\":\"ease\",\"dontKnow\":{}}]");
    assertThat(rating.getAsJsonObject("context").get("release").getAsString()).isEqualTo("2.4");
    assertThat(rating.getAsJsonObject("context").get("page").getAsString())
        .endsWith("/pages/[e-mail]/x");
    assertThat(rating.getAsJsonObject("context").has("user")).isFalse();
    assertThat(warnings).anyMatch(text -> text.contains("user"));
    JsonObject detail =
        JsonParser.parseString((String) outcome)
            .getAsJsonArray()
            .get(1)
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    assertThat(detail.get("id").getAsString()).isEqualTo(rating.get("id").getAsString());
    assertThat(detail.get("delivered").getAsBoolean()).isTrue();
    assertThat(detail.get("queued").getAsBoolean()).isFalse();
    assertThat(thanks(page).isVisible()).isTrue();
  }

  @Test
  void resetIsForTheNextPerson() {
    Page page = open("en", ELEMENT.replace("parking-permit", "page"));
    for (int i = 0; i < 2; i++) {
      page.getByRole(AriaRole.RADIO).first().check();
      submit(page).click();
      thanks(page).waitFor();
      page.evaluate("document.querySelector('onthaal-feedback').reset()");
      assertThat(page.locator("input:checked").count()).isZero();
    }

    assertThat(door.stored()).hasSize(2);
  }

  @Test
  void hintsTellOfTheTrapAndTheTimeAndNeitherIsSentToAnOlderService() {
    Page page = open("en", ELEMENT);
    assertThat(page.getByRole(AriaRole.TEXTBOX).count())
        .as("the trap is hidden from everybody")
        .isZero();
    page.evaluate(
        "document.querySelector('onthaal-feedback').shadowRoot.querySelector('[name=website]').value = 'x'");
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    JsonObject hints = door.calls().getFirst().body().getAsJsonObject("hints");
    assertThat(hints.get("trapFilled").getAsBoolean()).isTrue();
    assertThat(hints.get("answeredIn").getAsString()).matches("\\d+\\.\\ds");

    page.navigate(door.page("en", ELEMENT.replace("parking-permit", "older")).toString());
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    assertThat(door.calls().getLast().body().keySet()).doesNotContain("hints", "context");
  }

  @Test
  void nothingIsStoredAndNobodyElseIsAsked() {
    Page page = context.newPage();
    List<String> hosts = new ArrayList<>();
    page.onRequest(request -> hosts.add(URI.create(request.url()).getHost()));
    page.navigate(door.page("en", ELEMENT).toString());
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();

    assertThat(hosts).isNotEmpty().containsOnly("localhost");
    assertThat(context.cookies()).isEmpty();
    assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
  }

  @Test
  void twoTabsSendAKeptRatingOnce() {
    door.be(RecordingDoor.Manner.SILENCE);
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    page.navigate("about:blank");
    int before = door.calls().size();
    door.be(RecordingDoor.Manner.TAKE);
    String address = door.page("en", ELEMENT).toString();
    List<Page> tabs = List.of(context.newPage(), context.newPage(), context.newPage());
    tabs.forEach(tab -> tab.evaluate("address => { location = address }", address));
    await().atMost(SENT_AGAIN_MAX).until(() -> door.stored().size() == 1);
    tabs.forEach(tab -> tab.getByRole(AriaRole.RADIO).first().waitFor());
    tabs.forEach(tab -> assertThat(kept(tab)).isZero());

    assertThat(door.calls().size() - before).isOne();
  }

  @Test
  void formOfThePageWorksWithoutJavaScriptAndIsReplacedWithIt() {
    String form =
        "<onthaal-feedback touchpoint=page><form method=post action=/r/page><input name=answer.useful value=1>"
            + "<button>Send</button></form></onthaal-feedback>";
    door.setPolicy(RecordingDoor.STRICT + "; form-action 'self'");
    try (BrowserContext without =
        chromium
            .browser()
            .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = without.newPage();
      page.navigate(door.page("en", form).toString());
      page.getByRole(AriaRole.BUTTON).click();
      page.waitForURL("**/r/page");
      assertThat(page.content()).contains("posted answer.useful=1");
    }

    Page page = open("en", form);
    page.getByRole(AriaRole.RADIO).first().waitFor();
    assertThat(page.locator("input[name='answer.useful']").isVisible()).isFalse();
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
    context.close();
    context =
        chromium
            .browser()
            .newContext(new Browser.NewContextOptions().setLocale(Locale.GERMANY.toLanguageTag()));
    Page page = open("", ELEMENT);

    assertThat(choice(page, "Zufrieden").count()).isOne();
  }

  private Page open(String language, String body) {
    Page page = context.newPage();
    page.navigate(door.page(language, "<main><h1>A page</h1>" + body + "</main>").toString());
    page.locator(".frame").first().waitFor();
    return page;
  }

  private static Locator choice(Page page, String label) {
    return page.getByRole(
        AriaRole.RADIO, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  private static Locator submit(Page page) {
    return page.locator("[part=submit]");
  }

  private static Locator thanks(Page page) {
    return page.locator("[part=thanks]");
  }

  private static int kept(Page page) {
    return (Integer)
        page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('onthaal')).length");
  }

  private static Object focused(Page page) {
    return page.evaluate("document.activeElement.shadowRoot.activeElement.tagName");
  }

  private static List<String> violations(Page page) {
    return new AxeBuilder(page).analyze().getViolations().stream().map(Rule::toString).toList();
  }
}
