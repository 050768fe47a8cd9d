package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// A visitor with a browser of its own for each test, and a door that notes what it is sent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ElementOnAPage {
  static final String ELEMENT = "<onthaal-feedback touchpoint=parking-permit></onthaal-feedback>";

  RecordingDoor door;
  Chromium chromium;
  BrowserContext context;

  @BeforeAll
  void openDoor() throws IOException {
    door = new RecordingDoor();
    chromium = new Chromium();
  }

  @AfterAll
  void closeDoor() {
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

  /// Another visitor in place of the usual one.
  void newVisitor(Browser.NewContextOptions options) {
    context.close();
    context = chromium.browser().newContext(options);
  }

  Page open(String language, String body) {
    Page page = context.newPage();
    page.navigate(door.page(language, "<main><h1>A page</h1>" + body + "</main>").toString());
    page.locator(".frame").first().waitFor();
    return page;
  }

  static Locator choice(Page page, String label) {
    return page.getByRole(
        AriaRole.RADIO, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  static Locator submit(Page page) {
    return page.locator("[part=submit]");
  }

  static Locator thanks(Page page) {
    return page.locator("[part=thanks]");
  }

  static int kept(Page page) {
    return (Integer)
        page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('onthaal')).length");
  }

  static Object focused(Page page) {
    return page.evaluate("document.activeElement.shadowRoot.activeElement.tagName");
  }
}
