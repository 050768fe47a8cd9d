package org.onthaal.widget.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.widget.Axe;

/// Every screen is for everybody: in each language, theme and size.
class KioskAccessibilityIT extends KioskOnAScreen {
  private static final int TARGET_PX = 44;

  // Name of what is too small or cut off.
  private static final String TOO_SMALL =
      """
      (least) => [...document.querySelectorAll("button, input")]
        .filter((one) => one.getClientRects().length)
        .filter((one) => one.offsetWidth < least || one.offsetHeight < least || one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.textContent} ${one.offsetWidth}x${one.offsetHeight}`)
      """;
  private static final String SIDEWAYS =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";

  /// Width and height of screens, from a small phone to the largest that hang on walls.
  private static final Map<String, List<Integer>> SIZES =
      Map.of(
          "small", List.of(320, 640),
          "phone", List.of(390, 844),
          "portrait", List.of(1080, 1920),
          "landscape", List.of(1280, 800),
          "wall", List.of(3840, 2160));

  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"fr", "nl", "de", "en"})
  void nothingIsWrongOnAnyScreen(String language) {
    Page page = open();
    page.locator("#code").waitFor();
    say(page, language);
    look(page, "pairing " + language);
    page.keyboard().press("Enter");
    look(page, "pairing wrong " + language);
    pair(page);
    say(page, language);
    look(page, "asking " + language);
    page.keyboard().press("*");
    look(page, "keys " + language);
    page.keyboard().press("1");
    page.locator(".saved").waitFor();
    settle(page);
    page.keyboard().press("1");
    look(page, "reason " + language);
    page.keyboard().press("Enter");
    thanks(page).waitFor();
    judge(page, "thanks " + language);
    asked(page).waitFor();
    say(page, language);
    page.locator(".staff").click();
    look(page, "pin " + language);
    page.locator("#pin").fill(KioskDoor.PIN);
    page.keyboard().press("Enter");
    page.locator("dl").waitFor();
    look(page, "staff " + language);
    act(page, "leave");
    page.locator("[data-scene=paused]").waitFor();
    say(page, language);
    look(page, "paused " + language);

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "recommend", "likely", "effort"})
  void noScaleIsWrong(String survey) {
    door.ask(survey);
    Page page = paired();
    say(page, "de");
    look(page, survey);

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK", "HIGH_CONTRAST"})
  void noThemeIsWrong(String theme) {
    door.order("theme", theme);
    Page page = paired();
    judge(page, theme);
    page.keyboard().press("2");
    page.locator(".saved").waitFor();
    settle(page);
    page.keyboard().press("1");
    judge(page, theme + " reason");

    assertThat(wrong).isEmpty();
  }

  @Test
  void coloursOfTheSystemAndStillnessAreKept() {
    Page page = paired();
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setForcedColors(ForcedColors.ACTIVE)
            .setReducedMotion(ReducedMotion.REDUCE));
    look(page, "forced");

    assertThat(wrong).isEmpty();
    assertThat(
            page.evaluate("getComputedStyle(document.querySelector('.option')).transitionDuration"))
        .isEqualTo("0s");
  }

  @Test
  void whoeverCannotSeeHearsWhatHappens() {
    Page page = paired();
    say(page, "en");
    assertThat(page.locator("[role=group]").getAttribute("aria-labelledby")).isEqualTo("question");
    page.keyboard().press("1");
    page.locator(".saved").waitFor();
    assertThat(page.locator(".away[role=status]").innerText())
        .isEqualTo("Thank you! Your answer is saved.");
    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("What went wrong?");
    settle(page);
    page.keyboard().press("2");
    page.keyboard().press("Enter");
    thanks(page).waitFor();

    assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("H1");
    assertThat(awaitStored(1).getFirst().getAsJsonArray("answers")).hasSize(2);
  }

  @Test
  void everythingIsReachedWithoutAFinger() {
    Page page = paired();
    List<Object> reached = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      page.keyboard().press("Tab");
      reached.add(page.evaluate("document.activeElement.textContent"));
    }
    page.locator(".option").nth(3).focus();
    page.keyboard().press("Space");
    thanks(page).waitFor();

    assertThat(reached).contains("Très insatisfait(e)", "Satisfait(e)", "Personnel");
    assertThat(score(awaitStored(1).getFirst())).isEqualTo(4);
  }

  private void look(Page page, String name) {
    judge(page, name);
    SIZES.forEach((size, pixels) -> {
      page.setViewportSize(pixels.getFirst(), pixels.getLast());
      @SuppressWarnings("unchecked") // The script gives texts.
      List<String> small = (List<String>) page.evaluate(TOO_SMALL, TARGET_PX);
      small.forEach(one -> wrong.add(name + " " + size + ": " + one));
      if ((Boolean) page.evaluate(SIDEWAYS)) {
        wrong.add(name + " " + size + ": scrolls sideways");
      }
      if (size.equals("wall")) {
        return;
      }
      Path picture = Path.of("target", "kiosk", name.replace(' ', '-') + "-" + size + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(picture));
    });
    page.setViewportSize(WIDTH, HEIGHT);
  }

  private void judge(Page page, String name) {
    Axe.violations(page).forEach(one -> wrong.add(name + ": " + one));
  }
}
