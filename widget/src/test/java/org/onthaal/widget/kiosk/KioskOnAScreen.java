package org.onthaal.widget.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.onthaal.widget.Chromium;

/// A browser that nobody used before for each test, and a door that notes what it is sent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KioskOnAScreen {
  static final int WIDTH = 1280;
  static final int HEIGHT = 800;
  private static final int SETTLING_MILLIS = 750;
  // As long as the browser's own.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  KioskDoor door;
  Chromium chromium;
  BrowserContext context;
  final List<String> errors = new ArrayList<>();

  @BeforeAll
  void openDoor() throws IOException {
    Awaitility.setDefaultTimeout(PATIENCE);
    door = new KioskDoor();
    chromium = Chromium.open();
  }

  @AfterAll
  void closeDoor() {
    chromium.close();
    door.close();
  }

  @BeforeEach
  void newBrowser() {
    door.forget();
    errors.clear();
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setLocale("en-GB"));
  }

  @AfterEach
  void contractAndPolicyWereKept() {
    context.close();
    assertThat(door.faults()).isEmpty();
    assertThat(errors).isEmpty();
  }

  Page open() {
    Page page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(message -> {
      // A server that is away is no error of the page.
      if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
        errors.add(message.text());
      }
    });
    page.navigate(door.page());
    return page;
  }

  /// A kiosk that asks.
  Page paired() {
    Page page = open();
    pair(page);
    return page;
  }

  static void pair(Page page) {
    page.locator("#code").fill(KioskDoor.CODE);
    page.keyboard().press("Enter");
    asked(page).waitFor();
  }

  static Locator asked(Page page) {
    return page.locator("[data-scene=asked] .option").first();
  }

  static Locator option(Page page, String label) {
    return button(page, label);
  }

  static Locator button(Page page, String label) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  static Locator thanks(Page page) {
    return page.locator("[data-scene=thanks] h1");
  }

  static void say(Page page, String language) {
    page.locator(".languages button[lang=" + language + "]").click();
  }

  /// Until the program is kept, so that nothing of it is asked for while the server is away.
  static void awaitKept(Page page) {
    page.waitForFunction("() => navigator.serviceWorker.controller");
  }

  /// Until a press on what is newly shown is taken for one that was meant: the program asks for 700
  /// ms.
  static void settle(Page page) {
    page.waitForTimeout(SETTLING_MILLIS);
  }

  /// One answer and nothing more, until the next person may come.
  static void rate(Page page, String key) {
    page.keyboard().press(key);
    thanks(page).waitFor();
    asked(page).waitFor();
  }

  /// Into what only staff see.
  static void enter(Page page) {
    page.locator(".staff").click();
    page.locator("#pin").fill(KioskDoor.PIN);
    page.keyboard().press("Enter");
    page.locator("dl").waitFor();
  }

  static void act(Page page, String deed) {
    page.locator("[data-deed=" + deed + "]").click();
  }

  static String line(Page page, String name) {
    return page.locator("dl div")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .locator("dd")
        .innerText();
  }

  /// Has the kiosk tell how it is, and take new orders.
  void beat(Page page) {
    int before = door.heartbeats().size();
    enter(page);
    act(page, "send");
    await().until(() -> door.heartbeats().size() > before);
    page.locator("dl").waitFor();
    act(page, "back");
  }

  List<JsonObject> awaitStored(int count) {
    await().until(() -> door.stored().size() >= count);
    assertThat(door.stored()).hasSize(count);
    return List.copyOf(door.stored().values());
  }

  static int score(JsonObject rating) {
    return rating.getAsJsonArray("answers").get(0).getAsJsonObject().get("score").getAsInt();
  }

  static int waiting(Page page) {
    return (Integer)
        page.evaluate(
            """
            () => new Promise((done) => {
              indexedDB.open("onthaal-kiosk").onsuccess = ({ target }) => {
                const request = target.result.transaction("press").objectStore("press").count();
                request.onsuccess = () => { target.result.close(); done(request.result); };
              };
            })
            """);
  }
}
