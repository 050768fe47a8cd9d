package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.TwoServices;

/// Where small numbers are hidden, nobody is told what few people wrote, however it is asked; and
/// comments are nowhere but in feedback-service.
class FewWroteCommentsIT {
  private static final String MARCH = "from=2026-03-01&to=2026-04-01&zone=Europe/Brussels";
  private static final Duration COUNTED_MAX = Duration.ofSeconds(30);

  @Test
  void commentsThatWouldTellWhoWroteThemAreWithheld(@TempDir Path folder) throws Exception {
    try (TwoServices services = TwoServices.start(folder, "report: {suppress-below: 5}\n");
        Chromium chromium = Chromium.open()) {
      services
          .run("import", file(folder).toString(), "--create-missing", "--zone", "Europe/Brussels")
          .orFail();
      await("the ratings to be counted")
          .atMost(COUNTED_MAX)
          .untilAsserted(() -> assertThat(ask(services, MARCH).body()).contains("many of us"));

      HttpResponse<String> all = ask(services, MARCH);
      assertThat(all.body())
          .contains("\"month\": \"2026-03\"", "\"withheld\": true")
          .doesNotContain("few of us", "on the phone", "ratedAt");
      for (String narrow :
          new String[] {"&score=2", "&channel=PHONE", "&search=few", "&language=nl&pageSize=1"}) {
        assertThat(ask(services, MARCH + narrow).body())
            .as(narrow)
            .doesNotContain("few of us", "on the phone", "ratedAt")
            .contains("\"withheld\": true");
      }
      assertThat(ask(services, MARCH.replace("03-01", "03-05").replace("04-01", "03-06")).body())
          .as("a day of the month is the whole month")
          .contains("many of us");
      show(services, chromium.browser());

      services.kill(TwoServices.Service.FEEDBACK);
      HttpResponse<String> refused = ask(services, MARCH);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("UNAVAILABLE", "feedback-service");
    }
  }

  private static void show(TwoServices services, Browser browser) {
    for (int width : new int[] {1440, 390}) {
      try (Page page =
          browser.newPage(
              new Browser.NewPageOptions().setLocale("nl-BE").setViewportSize(width, 900))) {
        page.navigate(
            services.aggregation()
                + "/service/small-town/desk?from=2026-03-01&to=2026-04-01#comments");
        assertThat(page.locator("#comments")).containsText("worden niet getoond");
        assertThat(page.locator("#comments li").first()).containsText("maart 2026");
        assertThat(page.locator("#comments")).not().containsText("few of us");
        page.locator("#comments")
            .screenshot(
                new com.microsoft.playwright.Locator.ScreenshotOptions()
                    .setPath(Path.of("target", "dashboard", "withheld-nl-" + width + ".png")));
      }
    }
  }

  private static HttpResponse<String> ask(TwoServices services, String query) {
    return HttpCaller.get(services.aggregation().resolve("/v1/comments?" + query));
  }

  /// Six who agree, two who do not, and one alone on the phone, in one month.
  private static Path file(Path folder) throws IOException {
    StringBuilder csv =
        new StringBuilder("rated_at,administration,service,channel,score,language,comment\n");
    for (int day = 1; day <= 6; day++) {
      csv.append("2026-03-0%d,WEB,1,nl,many of us\n".formatted(day));
    }
    csv.append("2026-03-07,WEB,2,nl,few of us\n").append("2026-03-08,WEB,2,nl,few of us\n");
    csv.append("2026-03-09,PHONE,1,nl,on the phone\n");
    return Files.writeString(
        folder.resolve("ratings.csv"),
        csv.toString()
            .replaceAll("(?m)^(2026-03-0\\d),([A-Z]+)", "$1T12:00:00Z,small-town,desk,$2"));
  }
}
