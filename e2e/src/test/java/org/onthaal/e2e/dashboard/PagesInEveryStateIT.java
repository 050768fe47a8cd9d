package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;
import org.onthaal.testkit.Ratings;

/// Each page where there is nothing, one rating, or five hundred services, while it waits and when
/// nobody answers: it says so in words, is in nobody's way, and keeps within the screen.
@TestInstance(Lifecycle.PER_CLASS)
class PagesInEveryStateIT {
  private static final Map<String, String> VIEWS =
      Map.of(
          "overview", "/",
          "service", "/service/commune-de-la-senne/parking-permit",
          "compare", "/compare",
          "alerts", "/alerts",
          "setup", "/setup");

  private static final int ADMINISTRATIONS = 50;
  private static final int SERVICES = 10;

  /// Of a table that is not shown whole.
  private static final int ROWS_MAX = 100;

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
  void pagesAreForEverybodyWithNothingOneRatingAndHundredsOfServices() throws IOException {
    glance("nothing");

    rate();
    installation.awaitRatings(1);
    glance("one");

    installation
        .run("import", file().toString(), "--create-missing", "--zone", "Europe/Brussels")
        .orFail();
    glance("hundreds");
    try (Page page = pages.open("nl", "/")) {
      Locator rows = page.locator("table", named("Tevredenheid per dienst")).locator("tbody tr");
      assertThat(rows).hasCount(ROWS_MAX);
      page.locator("button", named("rijen tonen")).first().click();
      assertThat(rows.nth(ADMINISTRATIONS * SERVICES)).isVisible();
    }
  }

  @Test
  void pagesSayThatTheyWait() {
    VIEWS.forEach((name, view) ->
        pages.glance(
            "waiting-" + name,
            view,
            _ -> {},
            page ->
                assertThat(page.getByRole(AriaRole.STATUS))
                    .hasText(Pattern.compile("Chargement…|Bezig met laden…"))));
  }

  @Test
  void pagesSayThatNobodyAnswersAndTryAgain() {
    VIEWS.forEach((name, view) ->
        pages.glance(
            "refused-" + name,
            view,
            Route::abort,
            page -> assertThat(page.getByRole(AriaRole.ALERT)).isVisible()));
    try (Page page = pages.open("fr", "/setup")) {
      page.route("**/v1/**", Route::abort);
      page.reload();
      Locator alert = page.getByRole(AriaRole.ALERT);
      assertThat(alert).containsText("Le service ne répond pas.");
      page.unroute("**/v1/**");
      alert.getByRole(AriaRole.BUTTON).click();
      assertThat(page.locator("h1")).isVisible();
    }
  }

  private void glance(String state) {
    VIEWS.forEach((name, view) ->
        pages.glance(state + "-" + name, view, Route::resume, PagesInEveryStateIT::answered));
  }

  /// Nothing is awaited any more, and nothing was refused.
  private static void answered(Page page) {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    assertThat(page.locator("p.loading")).hasCount(0);
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    assertThat(page.locator("h1")).isVisible();
  }

  private void rate() {
    String rating =
        """
        {"id": "%s", "touchpoint": "%s", "channel": "WEB", "language": "nl", "answers": [{"score": 4}]}
        """
            .formatted(new Ratings(new Random(7)).id(Instant.now()), Example.TOUCHPOINT);
    HttpResponse<String> answer =
        HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /// Of each service one good answer and one bad one, an hour ago.
  private Path file() throws IOException {
    StringBuilder csv =
        new StringBuilder("rated_at,administration,service,touchpoint,channel,score,language\n");
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
    for (int administration = 0; administration < ADMINISTRATIONS; administration++) {
      for (int service = 0; service < SERVICES; service++) {
        for (int score : new int[] {2, 5}) {
          csv.append(
              "%s,commune-%d,dienst-%d,place-%d-%d,WEB,%d,fr\n"
                  .formatted(at, administration, service, administration, service, score));
        }
      }
    }
    return Files.writeString(folder.resolve("ratings.csv"), csv);
  }

  private static Page.LocatorOptions named(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
