package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;

/// An administration finds its place on the dashboard and takes what belongs there: lines for a web
/// page, the rating page, the poster.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationPutsUpAPlaceIT {
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
  void placeIsFoundAndItsLinesPageAndPosterLeadToTheRatingService() {
    try (Page page = pages.open("nl", "/setup")) {
      server(page, "avis.example");
      assertThat(page.locator(".field .wrong")).containsText("Dit is geen webadres.");
      server(page, installation.feedback() + "/");
      assertThat(page.getByText("Onthouden.")).isVisible();

      page.getByLabel("Een plaats zoeken").fill(Example.TOUCHPOINT);
      page.getByText("Tonen").click();
      assertThat(page).hasURL(installation.aggregation() + "/setup?find=" + Example.TOUCHPOINT);
      page.locator("summary").first().click();

      String lines = page.locator("pre").innerText();
      assertThat(lines).contains("<onthaal-feedback touchpoint=\"" + Example.TOUCHPOINT + "\">");
      String script = lines.replaceFirst("(?s).*src=\"([^\"]+)\".*", "$1");
      assertThat(HttpCaller.get(URI.create(script)).statusCode()).isEqualTo(200);
      Locator rating = page.getByText(installation.feedback() + "/r/" + Example.TOUCHPOINT);
      String poster = href(page.getByText("A6, Nederlands"));
      assertThat(HttpCaller.get(URI.create(poster)).body().getBytes(StandardCharsets.UTF_8))
          .startsWith("%PDF".getBytes(StandardCharsets.UTF_8));
      rating.click();
      assertThat(page.getByRole(AriaRole.RADIO)).hasCount(5);
    }
  }

  @Test
  void pageIsForEverybody() {
    pages.look(
        "setup",
        "/setup?find=" + Example.TOUCHPOINT,
        page -> {
          page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
          page.locator("pre").first().waitFor();
        });
  }

  private static void server(Page page, String address) {
    Locator field = page.locator("input[name=server]");
    field.fill(address);
    field.press("Enter");
  }

  private static String href(Locator link) {
    return Objects.requireNonNull(
        link.first().locator("xpath=ancestor-or-self::a").getAttribute("href"));
  }
}
