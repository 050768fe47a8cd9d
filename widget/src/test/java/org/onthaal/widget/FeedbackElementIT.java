package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A person rates on a page of somebody else, with and without a service that answers.
class FeedbackElementIT extends ElementOnAPage {
  private static final String STYLE_NONE =
      RecordingDoor.STRICT.replace("style-src 'self'", "style-src 'none'");
  // The first pause between tries is five seconds at most.
  private static final Duration SENT_AGAIN_MAX = Duration.ofSeconds(30);

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

    choice(page, "Tevreden").check();
    assertThat(page.getByRole(AriaRole.ALERT).count()).as("nothing is missing any more").isZero();
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

  @Test
  void dialogIsOpenedByItsButtonClosedByEscapeAndKeepsWhatWasGiven() {
    Page page = open("en", ELEMENT.replace(" touch", " mode=button touch"));
    assertThat(page.getByRole(AriaRole.RADIO).count()).isZero();
    page.getByRole(AriaRole.BUTTON).click();
    choice(page, "Satisfied").check();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
    assertThat(focused(page)).isEqualTo("BUTTON");
    page.keyboard().press("Enter");

    assertThat(choice(page, "Satisfied").isChecked()).isTrue();
    assertThat(Axe.violations(page)).isEmpty();
    submit(page).click();
    thanks(page).waitFor();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close")).click();
    assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
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
}
