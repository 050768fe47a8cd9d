package org.onthaal.widget.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// People come, answer and leave.
class KioskAskingIT extends KioskOnAScreen {
  // The fifth key of a row of digits gives the fifth answer, and so does that of a keypad whose
  // lock is off.
  private static final String PRESS_KEYPAD =
      "dispatchEvent(new KeyboardEvent('keydown', {key: 'Clear', code: 'Numpad5', cancelable: true, bubbles: true}))";

  // From the event to the moment in which thanks are there.
  private static final String TIME_A_PRESS =
      """
      () => new Promise((done) => {
        const began = performance.now();
        new MutationObserver((_, observer) => {
          if (document.querySelector("[data-scene=thanks] h1")) {
            observer.disconnect();
            done(performance.now() - began);
          }
        }).observe(document.body, { subtree: true, childList: true, attributes: true });
        document.querySelectorAll(".option")[4].click();
      })
      """;
  private static final double THANKS_MILLIS_MAX = 100;

  @Test
  void answersStandFromNegativeToPositiveInWordsAndNoneIsChosen() {
    Page page = paired();
    List<String> labels = page.locator(".option").allInnerTexts();

    assertThat(labels)
        .containsExactly(
            "Très insatisfait(e)",
            "Insatisfait(e)",
            "Ni satisfait(e) ni insatisfait(e)",
            "Satisfait(e)",
            "Très satisfait(e)");
    assertThat(page.locator("[aria-pressed=true]").allInnerTexts()).containsExactly("Français");
    assertThat(page.locator("a").count()).isZero();
  }

  @Test
  void firstPressRightAfterTheStartCounts() {
    Page page = paired();
    page.reload();
    asked(page).waitFor();
    page.keyboard().press("5");
    thanks(page).waitFor();

    JsonObject rating = awaitStored(1).getFirst();
    assertThat(score(rating)).isEqualTo(5);
    assertThat(rating.get("language").getAsString()).isEqualTo("fr");
    assertThat(rating.get("surveyVersion").getAsInt()).isEqualTo(3);
  }

  @Test
  void fingerKeyAndKeypadGiveTheSame() {
    Page page = paired();
    option(page, "Très satisfait(e)").click();
    thanks(page).waitFor();
    asked(page).waitFor();
    rate(page, "5");
    page.evaluate(PRESS_KEYPAD);
    thanks(page).waitFor();

    assertThat(awaitStored(3)).allSatisfy(rating -> assertThat(score(rating)).isEqualTo(5));
  }

  @Test
  void hammeringAndAHeldKeyCountOnceAndAreCounted() {
    Page page = paired();
    page.keyboard().down("4");
    page.keyboard().down("4");
    page.keyboard().down("4");
    page.keyboard().up("4");
    page.keyboard().press("1");
    thanks(page).waitFor();
    page.mouse().click(WIDTH / 2.0, HEIGHT / 2.0);
    asked(page).waitFor();
    beat(page);

    assertThat(score(awaitStored(1).getFirst())).isEqualTo(4);
    assertThat(door.heartbeats().getLast().get("presses").getAsInt()).isEqualTo(1);
    assertThat(door.heartbeats().getLast().get("ignoredPresses").getAsInt()).isEqualTo(4);
    page.reload();
    asked(page).waitFor();
    beat(page);
    assertThat(door.heartbeats().getLast().get("ignoredPresses").getAsInt()).isEqualTo(4);
  }

  @Test
  void pressIsKeptAtOnceAndSentOnceWithTheReasonsThatFollow() {
    Page page = paired();
    page.keyboard().press("2");
    page.locator(".saved").waitFor();
    assertThat(waiting(page)).isEqualTo(1);
    // A second tap of the same finger falls on nothing.
    page.keyboard().press("2");
    settle(page);
    option(page, "L’attente").click();
    option(page, "L’accueil").click();
    option(page, "L’attente").click();
    assertThat(door.stored()).isEmpty();
    button(page, "Terminer").click();
    thanks(page).waitFor();

    JsonObject rating = awaitStored(1).getFirst();
    assertThat(rating.getAsJsonArray("answers"))
        .hasSize(2)
        .last()
        .hasToString("{\"question\":\"reasons\",\"choices\":{\"codes\":[\"staff\"]}}");
    await().until(() -> waiting(page) == 0);
  }

  @Test
  void reasonsMayBeLeftOutAndWhoeverIsContentIsNotAsked() {
    Page page = paired();
    page.keyboard().press("1");
    page.locator(".saved").waitFor();
    settle(page);
    button(page, "Passer").click();
    thanks(page).waitFor();
    asked(page).waitFor();
    rate(page, "3");

    assertThat(awaitStored(2))
        .allSatisfy(rating -> assertThat(rating.getAsJsonArray("answers")).hasSize(1));
  }

  @Test
  void whoeverLeavesInTheMiddleIsWarnedAndWhatWasPressedCounts() {
    door.order("idle", "4s");
    Page page = paired();
    say(page, "en");
    page.keyboard().press("1");
    page.locator(".saved").waitFor();
    page.locator(".warning.shown").waitFor();
    assertThat(page.locator("[role=alert]").innerText()).contains("Are you still there?");
    button(page, "Yes, I am").click();
    assertThat(page.locator(".warning.shown").count()).isZero();
    page.locator("[data-scene=asked]").waitFor();

    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
    JsonObject rating = awaitStored(1).getFirst();
    assertThat(score(rating)).isEqualTo(1);
    assertThat(rating.get("language").getAsString()).isEqualTo("en");
  }

  @Test
  void languageIsChangedByFingerAndKeyAndTheNextPersonBeginsWithTheFirst() {
    Page page = paired();
    say(page, "de");
    assertThat(page.locator("h1").innerText()).startsWith("Wie zufrieden");
    page.keyboard().press("/");
    assertThat(page.locator("h1").innerText()).startsWith("Overall, how satisfied");
    assertThat(page.title()).isEqualTo("Your opinion");
    rate(page, "5");

    assertThat(page.locator("h1").innerText()).startsWith("Dans l’ensemble");
    assertThat(awaitStored(1).getFirst().get("language").getAsString()).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource({
    "page, 1, 0",
    "page, 2, 1",
    "effort, 7, 7",
    "recommend, 0, 0",
    "recommend, 10, 10",
    "likely, 1, 1"
  })
  void otherScalesHaveTheirKeys(String survey, String digits, int score) {
    door.ask(survey);
    Page page = paired();
    page.keyboard().type(digits);
    thanks(page).waitFor();

    assertThat(score(awaitStored(1).getFirst())).isEqualTo(score);
  }

  @Test
  void notKnowingIsAnAnswer() {
    door.ask("effort");
    Page page = paired();
    say(page, "en");
    option(page, "I don’t know").click();
    thanks(page).waitFor();

    assertThat(awaitStored(1).getFirst().getAsJsonArray("answers").get(0))
        .hasToString("{\"question\":\"ease\",\"dontKnow\":{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "0"})
  void keysAreShownToWhoeverAsksForThem(String key) {
    Page page = paired();
    page.keyboard().press(key);

    assertThat(page.locator("kbd").allInnerTexts()).containsExactly("1", "2", "3", "4", "5");
    assertThat(option(page, "Satisfait(e)").count()).as("named by its words alone").isOne();
  }

  @Test
  void nothingLeadsAway() {
    Page page = paired();
    Object isTakenBack =
        page.evaluate(
            """
            ["contextmenu", "selectstart", "dragstart"].every((type) =>
              !document.body.dispatchEvent(new Event(type, { cancelable: true, bubbles: true })))
            """);
    page.goBack();
    page.keyboard().press("Alt+ArrowLeft");

    assertThat(isTakenBack).isEqualTo(true);
    assertThat(page.url()).isEqualTo(door.page());
    assertThat(asked(page).isVisible()).isTrue();
  }

  @Test
  void thanksComeSoonAndAfterThePressIsKept() {
    Page page = paired();
    List<Double> millis =
        IntStream.range(0, 7)
            .mapToObj(_ -> {
              double taken = ((Number) page.evaluate(TIME_A_PRESS)).doubleValue();
              asked(page).waitFor();
              return taken;
            })
            .sorted()
            .toList();

    System.out.printf("kiosk: press to thanks, in ms: %s%n", millis);
    assertThat(millis.get(millis.size() / 2)).isLessThanOrEqualTo(THANKS_MILLIS_MAX);
    awaitStored(7);
  }
}
