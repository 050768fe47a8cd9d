package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;
import org.onthaal.testkit.Ratings;

/// A team reads what people wrote on the page of its service: given through the public door, read
/// in a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamReadsTheCommentsIT {
  private static final String SERVICE = "/service/commune-de-la-senne/parking-permit";
  private static final int ORDINARY = 30;
  private static final int PAGE = 25;
  private static final String MARKUP = "<img src=x onerror=\"document.title='owned'\"> & co";

  @TempDir static Path folder;
  private final Instant now = Clock.systemUTC().instant();
  private final Ratings ratings = new Ratings(new Random(12));
  private Installation installation;
  private Chromium chromium;
  private DashboardPages pages;

  @BeforeAll
  void open() {
    installation = Installation.start(folder.resolve("data"));
    for (int i = 0; i < ORDINARY; i++) {
      rate(3_600 + 60 * i, "WEB", "fr", 4, "Rien à signaler, visite " + i);
    }
    rate(50, "WEB", "fr", 5, "Très bien, merci à l’équipe du guichet");
    rate(40, "QR", "nl", 1, "Niemand belt terug op 0470 12 34 56.\nIk wacht al een week.");
    rate(30, "WEB", "en", 2, MARKUP);
    installation.awaitRatings(ORDINARY + 3);
    chromium = Chromium.open();
    pages = new DashboardPages(chromium.browser(), installation);
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  @Test
  void newestCommentComesFirstAndPersonalDataNeverCame() {
    try (Page page = pages.open("en", SERVICE)) {
      Locator comments = comments(page);

      assertThat(comments).hasCount(PAGE);
      assertThat(comments.nth(0)).containsText("2 · Dissatisfied");
      assertThat(comments.nth(0)).containsText("web · English · ");
      assertThat(comments.nth(1).locator("blockquote"))
          .hasText("Niemand belt terug op [phone].\nIk wacht al een week.");
      assertThat(comments.nth(1).locator("blockquote")).hasAttribute("lang", "nl");
      assertThat(comments.nth(1)).containsText("1 · Very dissatisfied");
      assertThat(page.content()).doesNotContain("0470").doesNotContain("12 34 56");
    }
  }

  @Test
  void markupIsShownAsItWasWritten() {
    try (Page page = pages.open("en", SERVICE)) {
      assertThat(comments(page).nth(0).locator("blockquote")).hasText(MARKUP);
      assertThat(page.locator("blockquote img")).hasCount(0);
      assertThat(page.title()).doesNotContain("owned");
    }
  }

  @Test
  void searchAndFiltersAreInTheAddress() {
    try (Page page = pages.open("en", SERVICE);
        Page other = pages.open("en", "/")) {
      page.getByRole(AriaRole.SEARCHBOX).fill("EQUIPE tres");
      page.getByRole(AriaRole.SEARCHBOX).press("Enter");
      assertThat(comments(page)).hasCount(1);
      assertThat(comments(page)).containsText("merci à l’équipe");
      assertThat(page).hasURL(Pattern.compile("search=EQUIPE\\+tres"));

      page.locator("#comments").getByLabel("Score").selectOption("1");
      assertThat(status(page)).hasText("No comment in this time is like that.");
      page.getByRole(AriaRole.SEARCHBOX).fill("bel");
      page.getByRole(AriaRole.SEARCHBOX).press("Enter");
      assertThat(comments(page)).hasCount(1);
      assertThat(status(page)).hasText("1 comment is shown. These are all.");

      other.navigate(page.url());
      assertThat(comments(other)).hasText(comments(page).textContent());
      assertThat(other.getByRole(AriaRole.SEARCHBOX)).hasValue("bel");
      other.getByText("Show all comments").click();
      assertThat(comments(other)).hasCount(PAGE);

      page.navigate(page.url().replaceFirst("\\?.*", "?channel=QR"));
      assertThat(comments(page)).hasCount(1);
      assertThat(comments(page)).containsText("Niemand belt terug");
    }
  }

  @Test
  void moreAreReadFromWhereTheFirstPageEnds() {
    try (Page page = pages.open("en", SERVICE)) {
      assertThat(status(page)).hasText("25 comments are shown. There are more.");
      page.getByText("Show more").click();

      assertThat(comments(page)).hasCount(ORDINARY + 3);
      assertThat(comments(page).nth(PAGE)).isFocused();
      assertThat(status(page)).hasText("33 comments are shown. These are all.");
      assertThat(comments(page).last()).containsText("visite 29");
      assertThat(page.getByText("Show more")).hasCount(0);
    }
  }

  @Test
  void whatIsShownIsTakenAlong() throws IOException {
    try (Page page = pages.open("nl", SERVICE + "?score=1")) {
      assertThat(comments(page)).hasCount(1);

      String csv = new String(download(page, "CSV"), StandardCharsets.UTF_8);
      assertThat(csv).startsWith("\uFEFFtijdstip,score,kanaal,taal,plaats,opmerking\r\n");
      assertThat(csv.lines()).hasSize(3);
      assertThat(csv).contains("\"Niemand belt terug op [phone].\nIk wacht al een week.\"");
      assertThat(download(page, "XLSX")).startsWith('P', 'K', 3, 4);
    }
  }

  @Test
  void refusalIsSaidAndCanBeTriedAgain() {
    try (Page page = pages.open("en", "/")) {
      page.route("**/v1/comments?*", Route::abort);
      page.navigate(installation.aggregation().resolve(SERVICE).toString());
      assertThat(page.locator("#comments").getByRole(AriaRole.ALERT))
          .containsText("The service does not answer.");

      page.unroute("**/v1/comments?*");
      page.locator("#comments").getByText("Try again").click();
      assertThat(comments(page)).hasCount(PAGE);
    }
  }

  @Test
  void everybodyCanReadThem() {
    pages.look(
        "comments",
        SERVICE,
        page -> {
          assertThat(comments(page)).hasCount(PAGE);
          page.locator("#trend canvas").waitFor();
        });
  }

  private static Locator comments(Page page) {
    return page.locator("#comments li");
  }

  private static Locator status(Page page) {
    return page.locator("#comments p[role=status]").first();
  }

  private static byte[] download(Page page, String format) throws IOException {
    Download download =
        page.waitForDownload(() ->
            page.locator("#comments")
                .getByText(format, new Locator.GetByTextOptions().setExact(true))
                .click());
    return Files.readAllBytes(download.path());
  }

  private void rate(long secondsAgo, String channel, String language, int score, String comment) {
    Instant at = now.minusSeconds(secondsAgo);
    com.google.gson.JsonObject rating = new com.google.gson.JsonObject();
    rating.addProperty("id", ratings.id(at).toString());
    rating.addProperty("ratedAt", at.toString());
    rating.addProperty("touchpoint", "parking-permit");
    rating.addProperty("channel", channel);
    rating.addProperty("language", language);
    rating.addProperty("comment", comment);
    com.google.gson.JsonObject answer = new com.google.gson.JsonObject();
    answer.addProperty("score", score);
    com.google.gson.JsonArray answers = new com.google.gson.JsonArray();
    answers.add(answer);
    rating.add("answers", answers);
    HttpResponse<String> told =
        HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating.toString());
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
  }
}
