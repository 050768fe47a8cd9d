package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.Installation;

/// An administration makes a code on the dashboard, connects a kiosk with it, sees its first
/// rating, changes it and sends it away.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministrationConnectsAKioskIT {
  private static final String KIOSKS = "/setup/kiosks";
  private static final String PIN = "4711";
  private static final double SEEN_MILLIS_MAX = 60_000;

  @TempDir static Path folder;
  private Installation installation;
  private Chromium chromium;
  private DashboardPages pages;

  @BeforeAll
  void open() {
    installation = Installation.start(folder.resolve("data"));
    chromium = Chromium.open();
    pages = new DashboardPages(chromium.browser(), installation);
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  @Test
  @Order(1)
  void kioskIsConnectedRatesIsChangedAndSentAway() {
    try (Page page = pages.open("en", "/setup")) {
      page.locator("input[name=server]").fill(installation.feedback().toString());
      page.locator("input[name=server]").press("Enter");
      page.getByRole(AriaRole.LINK, named("Kiosks")).click();
      assertThat(page.getByText("No kiosk is connected yet.")).isVisible();

      Locator code = codeOf(page);

      try (Page kiosk = chromium.browser().newPage()) {
        kiosk.navigate(installation.feedback().resolve("/kiosk/").toString());
        kiosk.locator("#code").fill(code.innerText());
        kiosk.keyboard().press("Enter");
        kiosk.locator("[data-scene=asked] .option").first().waitFor();
        assertThat(page.getByText("Hall A is connected.")).isVisible();
        kiosk.keyboard().press("5");
        kiosk.locator("[data-scene=thanks] h1").waitFor();
        firstRatingIsSeen();

        page.getByRole(AriaRole.LINK, named("Hall A")).click();
        page.getByText("Change its settings").click();
        field(page, "name").fill("Hall B");
        press(page, "Save");
        assertThat(page.getByText("Saved. The kiosk takes it")).isVisible();
        assertThat(page.locator("h1")).hasText("Hall B");
        askForOrders(kiosk);
        assertThat(page.getByText("Has not taken its newest settings yet")).isVisible();
        assertThat(page.getByText("Has not taken its newest settings yet"))
            .not()
            .isVisible(patiently());

        page.getByText("Send it away").first().click();
        press(page, "Send it away");
        assertThat(page.getByText("Sent away on")).isVisible();
        page.getByRole(AriaRole.LINK, named("All kiosks")).click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("Sent away on");
      }
    }
  }

  @Test
  @Order(2)
  void pagesAreForEverybody() {
    pages.look(
        "kiosks",
        KIOSKS,
        page -> {
          page.locator("tbody tr").waitFor();
          page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
          page.locator("[name=when][value=own]").check();
        });
  }

  /// Fills in what is needed, after what is not possible.
  private static Locator codeOf(Page page) {
    page.getByText("Connect a kiosk").click();
    press(page, "Make a code");
    assertThat(page.getByText("This is needed.")).hasCount(2);
    field(page, "name").fill("Hall A");
    field(page, "touchpoint").selectOption(Example.KIOSK);
    field(page, "staffPin").fill("47");
    page.getByLabel("at these hours:").check();
    page.locator("[name=hours1]").fill("in the morning");
    press(page, "Make a code");
    assertThat(page.getByText("This cannot be read: Monday.")).isVisible();
    page.getByLabel("always").check();
    press(page, "Make a code");
    assertThat(page.getByText("4 to 8 digits", exactly())).isVisible();
    field(page, "staffPin").fill(PIN);
    press(page, "Make a code");
    Locator code = page.locator("p.code");
    assertThat(code).hasText(Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}"));
    return code;
  }

  /// As staff do who do not want to wait for the next heartbeat.
  private static void askForOrders(Page kiosk) {
    kiosk.locator(".staff").click();
    kiosk.locator("#pin").fill(PIN);
    kiosk.keyboard().press("Enter");
    kiosk.locator("[data-deed=send]").click();
    kiosk.locator("[data-deed=back]").click();
    kiosk.locator("[data-scene=asked] .option").first().waitFor();
  }

  private void firstRatingIsSeen() {
    try (Page overview = pages.open("en", "/")) {
      overview.waitForCondition(
          () -> overview.locator("main").innerText().contains("1 answer"),
          new Page.WaitForConditionOptions().setTimeout(SEEN_MILLIS_MAX));
    }
  }

  private static Locator field(Page page, String name) {
    return page.locator("[name='settings." + name + "']");
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(SEEN_MILLIS_MAX);
  }
}
