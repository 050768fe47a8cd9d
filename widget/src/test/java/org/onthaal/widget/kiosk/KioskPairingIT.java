package org.onthaal.widget.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/// Somebody puts up a kiosk.
class KioskPairingIT extends KioskOnAScreen {
  @Test
  void codeIsTypedWithAFingerAndTheKioskAsksAtOnce() {
    Page page = open();
    for (char key : KioskDoor.CODE.replace("-", "").toCharArray()) {
      button(page, String.valueOf(key)).click();
    }
    button(page, "Connect").click();
    asked(page).waitFor();

    assertThat(page.locator("h1").innerText()).contains("êtes-vous satisfait(e)");
    await().until(() -> !door.heartbeats().isEmpty());
    assertThat(door.heartbeats().getFirst().get("ordersMark").getAsString()).startsWith("mark-");
  }

  @Test
  void wrongCodeIsSaidInWordsAndMayBeMended() {
    Page page = open();
    page.locator("#code").fill("AAAA");
    page.keyboard().press("Enter");
    assertThat(wrong(page).innerText()).isEqualTo("A code has eight letters and digits.");
    page.locator("#code").fill("AAAA-AAAA");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> wrong(page).innerText().contains("unknown, too old"));
    say(page, "nl");

    assertThat(page.locator("h1").innerText()).isEqualTo("Deze zuil verbinden");
    assertThat(page.locator("#code").inputValue()).isEqualTo("AAAA-AAAA");
    pair(page);
  }

  @Test
  void serverThatIsAwayIsToldFromAWrongCode() {
    Page page = open();
    page.locator("#code").waitFor();
    awaitKept(page);
    door.goAway();
    page.locator("#code").fill(KioskDoor.CODE);
    page.keyboard().press("Enter");
    page.waitForCondition(() -> wrong(page).innerText().contains("does not answer"));
    door.comeBack();
    page.keyboard().press("Enter");

    asked(page).waitFor();
  }

  @Test
  void keyOutlivesTheWindowAndNoCodeIsAskedForAgain() {
    paired().close();
    Page again = open();
    asked(again).waitFor();
    rate(again, "4");

    awaitStored(1);
    assertThat(again.locator("#code").count()).isZero();
  }

  @Test
  void secondWindowDoesNothingWhileTheFirstIsOpen() {
    Page first = paired();
    Page second = open();
    second.waitForCondition(() -> second.locator("h1").innerText().contains("another window"));
    first.close();

    asked(second).waitFor();
  }

  private static Locator wrong(Page page) {
    return page.locator(".wrong");
  }
}
