package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that are set up wrongly, devices with wrong clocks, services that refuse: nobody is told
/// what is not so.
class FeedbackElementTroubleIT extends ElementOnAPage {
  private static final String RESET = "document.querySelector('onthaal-feedback').reset()";
  private static final String BUTTON = ELEMENT.replace(" touch", " mode=button touch");
  // The first pause between tries is five seconds at most.
  private static final Duration SENT_AGAIN_MAX = Duration.ofSeconds(30);

  @Test
  void pageThatAnswersByItselfSendsNoTimeOfAPerson() {
    Page page = open("en", ELEMENT);
    page.evaluate("document.querySelector('onthaal-feedback').submit({score: 4})");
    page.evaluate(
        """
        async () => {
          const fresh = document.createElement('onthaal-feedback');
          fresh.setAttribute('touchpoint', 'parking-permit');
          document.body.append(fresh);
          await fresh.submit({score: 4});
          fresh.remove();
        }
        """);
    page.evaluate(RESET);
    page.evaluate("document.querySelector('onthaal-feedback').submit({score: 4})");

    assertThat(door.calls())
        .hasSize(3)
        .noneMatch(call -> call.body().toString().contains("answeredIn"));
  }

  @Test
  void nextPersonsTimeBeginsWhenTheQuestionIsBeforeThem() {
    Page page = open("en", ELEMENT);
    page.waitForTimeout(1_500);
    page.evaluate(RESET);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    JsonObject hints = door.calls().getFirst().body().getAsJsonObject("hints");

    assertThat(hints.get("trapFilled").getAsBoolean()).isFalse();
    assertThat(Double.parseDouble(hints.get("answeredIn").getAsString().replace("s", "")))
        .isLessThan(1.5);
  }

  @Test
  void deviceWhoseClockIsDaysAheadIsHeard() {
    context.clock().setSystemTime(Date.from(Instant.now().plus(Duration.ofDays(3))));
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();

    assertThat(door.calls()).hasSize(2);
    assertThat(door.stored()).hasSize(1);
    assertThat(kept(page)).isZero();
  }

  @Test
  void resetWhileARatingIsOnItsWayLeavesTheNextPersonAlone() {
    Page page = open("en", ELEMENT);
    List<Route> held = new ArrayList<>();
    page.route("**/v1/ratings", held::add);
    choice(page, "Satisfied").check();
    submit(page).click();
    page.waitForCondition(() -> held.size() == 1);
    page.evaluate(RESET);
    choice(page, "Dissatisfied").check();
    submit(page).click();
    page.waitForCondition(() -> held.size() == 2);
    assertThat(submit(page).getAttribute("aria-disabled")).isEqualTo("true");
    refuse(held.get(0), 400, "VIOLATIONS");
    page.waitForTimeout(300);
    assertThat(page.getByRole(AriaRole.ALERT).count()).as("a late refusal is not theirs").isZero();
    assertThat(submit(page).getAttribute("aria-disabled")).isEqualTo("true");
    held.get(1).resume();
    thanks(page).waitFor();

    assertThat(door.calls().getFirst().body().get("answers").toString()).contains("\"score\":2");
  }

  @Test
  void additionThatIsRefusedIsNamed() {
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    door.be(RecordingDoor.Manner.REFUSE);
    page.getByRole(AriaRole.TEXTBOX).fill("x");
    submit(page).click();
    page.getByRole(AriaRole.ALERT).waitFor();
    String label =
        (String) page.locator("label[part=question]").evaluate("label => label.firstChild.data");

    assertThat(page.getByRole(AriaRole.ALERT).innerText().strip())
        .isEqualTo(label + " Your answer was NOT stored.");
    assertThat(page.getByRole(AriaRole.TEXTBOX).inputValue()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "button"})
  void touchpointThatIsNoneIsToldToTheDeveloperOnly(String mode) {
    context.route("**/nowhere/survey*", route -> refuse(route, 404, "TOUCHPOINT_UNKNOWN"));
    List<String> warnings = new ArrayList<>();
    Page page = context.newPage();
    page.onConsoleMessage(message -> warnings.add(message.text()));
    page.navigate(
        door.page(
                "en",
                "<main><h1>A page</h1><onthaal-feedback touchpoint=nowhere mode="
                    + mode
                    + ">Write to us."
                    + "</onthaal-feedback></main>")
            .toString());
    if (mode.equals("button")) {
      page.getByRole(AriaRole.BUTTON).click();
    }
    page.waitForCondition(() -> warnings.stream().anyMatch(text -> text.contains("no questions")));
    page.getByText("Write to us.").waitFor();

    assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
    assertThat(page.getByRole(AriaRole.BUTTON).count()).isZero();
    assertThat(page.locator("main").innerText()).doesNotContain("not responding");

    page.evaluate("document.querySelector('onthaal-feedback').setAttribute('touchpoint', 'page')");
    if (mode.equals("button")) {
      page.getByRole(AriaRole.BUTTON).click();
    }
    page.getByRole(AriaRole.RADIO).first().waitFor();
  }

  @Test
  void sentenceWithoutAFormIsReadOut() {
    context.route("**/survey*", Route::abort);
    Page page = open("en", BUTTON);
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForCondition(
        () -> page.locator("dialog > div").innerText().contains("is not responding"));

    assertThat(page.getByRole(AriaRole.STATUS).textContent())
        .isEqualTo(page.locator("dialog > div").textContent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "button"})
  void elementWithoutATouchpointWaitsForIt(String mode) {
    List<String> warnings = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    Page page = context.newPage();
    page.onConsoleMessage(message -> warnings.add(message.text()));
    page.onRequest(request -> calls.add(request.url()));
    page.navigate(
        door.page("en", "<onthaal-feedback mode=" + mode + "></onthaal-feedback>").toString());
    page.waitForCondition(() -> !warnings.isEmpty());
    page.evaluate("document.querySelector('onthaal-feedback').lang = 'nl'");
    page.evaluate("document.querySelector('onthaal-feedback').open()");
    page.waitForTimeout(200);

    assertThat(warnings).hasSize(1).allMatch(text -> text.contains("touchpoint"));
    assertThat(calls).noneMatch(url -> url.contains("/v1/touchpoints"));
    assertThat(page.getByRole(AriaRole.BUTTON).count()).isZero();

    page.evaluate("document.querySelector('onthaal-feedback').setAttribute('touchpoint', 'page')");
    if (mode.equals("button")) {
      page.getByRole(AriaRole.BUTTON).click();
    }
    page.getByRole(AriaRole.RADIO).first().waitFor();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void dialogThatIsMovedIsClosedAndOpensAgainAsOne() {
    Page page = open("en", "<div id=a>" + BUTTON + "</div><div id=b></div>");
    page.getByRole(AriaRole.BUTTON).click();
    choice(page, "Satisfied").check();
    page.evaluate("b.append(document.querySelector('onthaal-feedback'))");
    assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
    page.getByRole(AriaRole.BUTTON).click();

    assertThat((Boolean) page.locator("dialog").evaluate("dialog => dialog.matches(':modal')"))
        .isTrue();
    assertThat(choice(page, "Satisfied").isChecked()).isTrue();
  }

  @Test
  void dialogItselfIsFocusedAndNothingThatIsOnlyReadHasAnOutline() {
    Page page = open("en", BUTTON);
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.getByRole(AriaRole.RADIO).first().waitFor();
    assertThat(focused(page)).isEqualTo("DIALOG");
    assertThat(outline(page)).isEqualTo("none");
    page.keyboard().press("Tab");
    assertThat(outline(page)).as("of the button that closes").isEqualTo("solid");
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    page.keyboard().press("Enter");
    thanks(page).waitFor();

    assertThat(focused(page)).isEqualTo("B");
    assertThat(outline(page)).isEqualTo("none");
  }

  @Test
  void sandboxedFrameWithoutStorageLocksAndFormsIsEnoughToRate() {
    door.setPolicy("default-src http:");
    List<String> errors = new ArrayList<>();
    Page page = context.newPage();
    page.onPageError(errors::add);
    String inside = door.page("en", ELEMENT).toString();
    page.navigate(
        door.page(
                "en",
                "<iframe sandbox=allow-scripts width=700 height=800 src=" + inside + "></iframe>")
            .toString());
    FrameLocator frame = page.frameLocator("iframe");
    frame.getByRole(AriaRole.RADIO).first().check();
    frame.locator("[part=submit]").click();
    frame.locator("[part=thanks]").waitFor();

    assertThat(door.stored()).hasSize(1);
    assertThat(errors).isEmpty();
  }

  @Test
  void whatWasToBeSentLaterIsNoLongerSaidToBeOnceItIsThere() {
    door.be(RecordingDoor.Manner.SILENCE);
    Page page = open("en", ELEMENT);
    choice(page, "Satisfied").check();
    submit(page).click();
    thanks(page).waitFor();
    assertThat(thanks(page).innerText()).contains("later");
    page.getByRole(AriaRole.TEXTBOX).fill("Writing");
    door.be(RecordingDoor.Manner.TAKE);
    await().atMost(SENT_AGAIN_MAX).until(() -> kept(page) == 0);
    page.waitForCondition(() -> !thanks(page).innerText().contains("later"));

    assertThat(page.getByRole(AriaRole.STATUS).textContent().strip()).isEqualTo("Thank you!");
    assertThat(page.getByRole(AriaRole.TEXTBOX).inputValue()).isEqualTo("Writing");
    assertThat(focused(page)).isEqualTo("TEXTAREA");
    submit(page).click();
    await().until(() -> page.locator("form").count() == 0);
    assertThat(door.calls().getLast().method()).isEqualTo("PATCH");
  }

  @Test
  void scriptThatIsLoadedAsAModuleFindsItsService() {
    context.route(
        "**/pages/*",
        route -> {
          String text = route.fetch().text().replace(" defer>", " type=module>");
          route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(text));
        });
    Page page = open("en", ELEMENT);

    assertThat(page.getByRole(AriaRole.RADIO).count()).isEqualTo(5);
  }

  @Test
  void elementThatKnowsNoServiceSaysSoAndTakesTheOneItIsGiven() {
    Page page = context.newPage();
    List<String> warnings = new ArrayList<>();
    page.onConsoleMessage(message -> warnings.add(message.text()));
    page.navigate(door.page("en", "<p id=p>").toString());
    page.evaluate(
        """
        const element = document.createElement('onthaal-feedback');
        element.setAttribute('touchpoint', 'parking-permit');
        customElements.get('onthaal-feedback').server = '';
        p.append(element);
        """);
    page.waitForCondition(() -> warnings.stream().anyMatch(text -> text.contains("no server")));
    page.evaluate(
        "document.querySelector('onthaal-feedback').setAttribute('server', location.origin)");
    page.getByRole(AriaRole.RADIO).first().waitFor();

    assertThat(warnings).hasSize(1);
  }

  private static Object outline(Page page) {
    return page.evaluate(
        "getComputedStyle(document.activeElement.shadowRoot.activeElement).outlineStyle");
  }

  private static void refuse(Route route, int status, String reason) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType("application/problem+json")
            .setBody("{\"reason\": \"" + reason + "\", \"detail\": \"no\", \"violations\": []}"));
  }
}
