package org.onthaal.widget.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When a kiosk does not ask, and what only staff may do.
class KioskPausesIT extends KioskOnAScreen {
  @Test
  void outsideItsHoursItSaysWhenItOpensAndTakesNothing() {
    int tomorrow =
        LocalDate.now(ZoneId.of("Europe/Brussels")).plusDays(2).getDayOfWeek().getValue();
    door.open(List.of(Map.of("weekday", tomorrow, "opens", "08:30", "closes", "17:00")));
    Page page = open();
    page.locator("#code").fill(KioskDoor.CODE);
    page.keyboard().press("Enter");
    page.locator("[data-scene=paused]").waitFor();
    say(page, "en");
    page.keyboard().press("5");

    assertThat(page.locator("main").innerText())
        .contains("We are closed")
        .containsPattern("again on [A-Z][a-z]+day from 08:30");
    await().until(() -> door.pause().equals("CLOSED"));
    assertThat(waiting(page)).isZero();
    door.open(List.of());
    beat(page);
    asked(page).waitFor();
  }

  @Test
  void newOrdersWaitForWhoeverIsAnswering() {
    Page page = paired();
    door.order("theme", "HIGH_CONTRAST");
    door.ask("effort");
    beat(page);
    assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("high-contrast");
    assertThat(page.locator(".option").count()).isEqualTo(8);
    door.ask("parking-permit");
    door.order("headings", Map.of("fr", "Bienvenue à Senne"));
    beat(page);
    assertThat(page.locator(".heading").innerText()).isEqualTo("Bienvenue à Senne");

    page.keyboard().press("1");
    page.locator(".saved").waitFor();
    door.retire();
    page.evaluate("dispatchEvent(new Event('online'))");
    assertThat(page.locator(".saved").isVisible()).isTrue();
  }

  @Test
  void touchpointThatIsRetiredIsNotAskedFor() {
    Page page = paired();
    door.retire();
    beat(page);
    page.locator("[data-scene=paused]").waitFor();

    assertThat(page.locator("h1").innerText()).isEqualTo("Cet appareil n’est pas en service");
  }

  @Test
  void staffGetInByTheirCodeAloneAlsoWithoutTheServer() {
    Page page = paired();
    awaitKept(page);
    rate(page, "4");
    awaitStored(1);
    door.goAway();
    page.locator(".staff").click();
    for (int i = 0; i < 4; i++) {
      page.locator("#pin").fill("0000");
      page.keyboard().press("Enter");
    }
    assertThat(page.locator(".wrong").innerText()).isEqualTo("Code incorrect.");
    for (char digit : KioskDoor.PIN.toCharArray()) {
      button(page, String.valueOf(digit)).click();
    }
    button(page, "Valider").click();
    page.locator("dl").waitFor();
    say(page, "en");
    page.waitForCondition(() -> page.locator("h1").innerText().startsWith("How this kiosk"));

    assertThat(line(page, "Name")).isEqualTo("Desk 3");
    assertThat(line(page, "Touchpoint")).isEqualTo("Population, desk 3");
    assertThat(line(page, "Answers not sent yet")).isEqualTo("0");
    assertThat(line(page, "Last contact")).endsWith("ago");
    assertThat(line(page, "Clock")).isEqualTo("right");
    assertThat(line(page, "Version")).isEqualTo("1.0.0");
    door.comeBack();
  }

  @Test
  void whoeverGuessesTheCodeWaits() {
    Page page = paired();
    page.locator(".staff").click();
    for (int i = 0; i < 5; i++) {
      page.locator("#pin").fill("0000");
      page.keyboard().press("Enter");
    }
    page.locator("#pin").fill(KioskDoor.PIN);
    page.keyboard().press("Enter");

    assertThat(page.locator(".wrong").innerText()).startsWith("Trop de codes incorrects.");
    assertThat(page.locator("dl").count()).isZero();
  }

  @Test
  void whoGoesBackWhileItSendsIsNotCalledBack() {
    Page page = paired();
    enter(page);
    int before = door.heartbeats().size();
    page.evaluate(
        """
        for (const deed of ["send", "back"]) {
          document.querySelector(`[data-deed=${deed}]`).click();
        }
        """);
    asked(page).waitFor();
    await().until(() -> door.heartbeats().size() > before);
    settle(page);

    assertThat(asked(page).isVisible()).isTrue();
  }

  @Test
  void kioskThatStaffLeftAsksNobodyUntilTheyComeBack() {
    Page page = paired();
    enter(page);
    act(page, "leave");
    page.locator("[data-scene=paused]").waitFor();
    await().until(() -> door.pause().equals("LEFT"));
    page.keyboard().press("5");
    assertThat(page.locator("h1").innerText()).isEqualTo("Hors service pour le moment");
    enter(page);
    act(page, "leave");
    asked(page).waitFor();

    assertThat(waiting(page)).isZero();
  }

  @Test
  void disconnectingIsAskedTwiceAndKeepsWhatWaits() {
    Page page = paired();
    door.be(KioskDoor.Manner.BUSY);
    rate(page, "5");
    enter(page);
    act(page, "unpair");
    assertThat(page.locator(".told").innerText()).contains("1 réponses attendent ici");
    act(page, "unpair");
    page.locator("#code").waitFor();
    assertThat(waiting(page)).isEqualTo(1);
    door.be(KioskDoor.Manner.TAKE);
    pair(page);

    awaitStored(1);
  }

  @Test
  void withoutACodeOfTheStaffNothingIsForThem() {
    door.order("staffPin", "");
    Page page = paired();

    assertThat(page.locator(".staff").isHidden()).isTrue();
  }
}
