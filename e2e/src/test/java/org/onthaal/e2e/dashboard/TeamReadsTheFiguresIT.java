package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.ScoreRow;

/// A team reads the dashboard in a real browser: what it shows is what the API says, and can be
/// taken along.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamReadsTheFiguresIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  private static final String SERVICE = "/service/commune-de-la-senne/parking-permit";
  private static final int DAYS = 60;
  private static final List<String> LANGUAGES = List.of("fr", "nl");
  private static final String RULES =
      """
      rules:
        - name: unhappy-counter
          kind: threshold
          below: 50
          window: {sliding: 30m}
          minimum-n: 20
          by: [service, channel]
          severity: critical
      """;

  @TempDir static Path folder;
  private final LocalDate today = LocalDate.now(ZONE);
  private final Ratings ratings = new Ratings(new Random(11));
  private Installation installation;
  private Chromium chromium;
  private Browser browser;

  @BeforeAll
  void open() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    installation = Installation.start(folder.resolve("data"), "--rules", rules.toString());
    installation.run("import", file().toString()).orFail();
    chromium = Chromium.open();
    browser = chromium.browser();
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  @Test
  void overviewPutsWhatGotWorseFirstWithTheFigureOfTheApi() {
    ScoreRow row = scores(today.minusDays(29), today.plusDays(1));
    try (Page page = page("en", "light", 1440)) {
      page.navigate(address("/"));
      Locator first = table(page, "Satisfaction by service").locator("tbody tr").first();

      assertThat(first).containsText("Resident parking permit");
      assertThat(first).containsText(percent(row.getCsat()));
      assertThat(first).containsText("▼ " + signed(row.getDifference()) + " points");
      assertThat(first.locator("td").last()).hasText(Integer.toString(row.getN()));
    }
  }

  @Test
  void kioskWithoutAnswersIsSaidToBeQuietSinceItsLastDay() {
    try (Page page = page("nl", "light", 1440)) {
      page.navigate(address("/"));

      Locator quiet = table(page, "De laatste tijd geen antwoorden").locator("tbody tr");
      assertThat(quiet).hasCount(1);
      assertThat(quiet).containsText("Burgerlijke stand");
      assertThat(quiet).containsText(Integer.toString(today.minusDays(6).getDayOfMonth()));
    }
  }

  @Test
  void ratingAppearsOnTheOverviewWithoutLoadingItAnew() {
    try (Page page = page("en", "light", 1440)) {
      page.navigate(address("/?by=channel"));
      Locator poster = table(page, "Satisfaction by channel").locator("tbody tr", withText("QR"));
      assertThat(page.locator(".connection")).containsText("live");
      assertThat(poster).hasCount(0);

      rate("senne-parking-poster", "QR", 1, 5);

      assertThat(poster).containsText("too few answers");
    }
  }

  @Test
  void alertComesToTheOverviewAndIsMarkedOnItsService() {
    try (Page page = page("en", "light", 1440)) {
      page.navigate(address("/"));
      assertThat(page.getByText("No alert is open now.")).isVisible();

      rate(Example.KIOSK, "KIOSK", 30, 1);

      assertThat(page.locator("li.critical")).containsText("Population desk");
      page.navigate(address("/service/commune-de-la-senne/population-desk"));
      assertThat(page.locator("#trend summary")).hasText("alerts fired in this time: 1");
    }
  }

  @Test
  void headlineAndDistributionAreThoseOfTheApi() {
    ScoreRow row = scores(today.minusDays(29), today.plusDays(1));
    try (Page page = page("en", "light", 1440)) {
      page.navigate(address(SERVICE + "?tables=distribution"));

      assertThat(page.locator(".headline .large")).hasText(percent(row.getCsat()));
      assertThat(page.locator(".headline"))
          .containsText(decimal(row.getCsatLow()) + " – " + decimal(row.getCsatHigh()));
      assertThat(table(page, "How often each score was given").locator("tbody td.number"))
          .hasText(
              Stream.concat(
                      row.getCountsList().reversed().stream()
                          .flatMap(n -> Stream.of(n.toString(), percent(100.0 * n / row.getN()))),
                      Stream.of("0", "–"))
                  .toArray(String[]::new));
    }
  }

  @Test
  void chosenViewIsInItsAddress() {
    try (Page page = page("en", "light", 1440);
        Page other = page("en", "light", 1440)) {
      page.navigate(address(SERVICE));
      page.getByLabel("language").last().selectOption("nl");
      page.locator("#distribution").getByText("as a table").click();
      assertThat(page).hasURL(Pattern.compile("language=nl.*tables=distribution"));

      other.navigate(page.url());

      assertThat(other.locator("#distribution table")).isVisible();
      assertThat(other.locator(".headline")).hasText(page.locator(".headline").textContent());
    }
  }

  @Test
  void figuresAreTakenAlongAsCsvWorkbookAndPicture() throws Exception {
    ScoreRow row = scores(today.minusDays(29), today.plusDays(1));
    try (Page page = page("fr", "light", 1440)) {
      page.navigate(address(SERVICE));
      page.locator("#trend canvas").waitFor();

      String csv = new String(download(page, "#distribution", "CSV"), StandardCharsets.UTF_8);
      assertThat(csv).startsWith("\uFEFFnote,réponses,part\r\n");
      assertThat(csv).contains("5 · Très satisfait(e)," + row.getCounts(4) + ",");
      assertThat(download(page, "#distribution", "XLSX")).startsWith('P', 'K', 3, 4);
      assertThat(download(page, "#distribution", "PNG")).startsWith(0x89, 'P', 'N', 'G');
      assertThat(download(page, "#trend", "PNG")).startsWith(0x89, 'P', 'N', 'G');
    }
  }

  @Test
  void halvesOfTheTimeAreToldApartAndEqualOnesAreNot() {
    String late = selection(today.minusDays(29), today.plusDays(1));
    String early = selection(today.minusDays(59), today.minusDays(29));
    try (Page page = page("en", "light", 1440)) {
      page.navigate(address("/compare?a=" + late + "&b=" + early));
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("points below B");

      page.navigate(address("/compare?a=" + late + "&b=" + late));
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("cannot be told apart");
    }
  }

  static Stream<Arguments> views() {
    return Stream.of("overview /", "service " + SERVICE, "compare /compare")
        .flatMap(view -> LANGUAGES.stream().map(language -> Arguments.of(view, language)));
  }

  @ParameterizedTest
  @MethodSource("views")
  void pageIsAccessibleInBothColoursAndOnAPhone(String view, String language) {
    String name = view.substring(0, view.indexOf(' '));
    for (String theme : List.of("light", "dark")) {
      for (int width : List.of(1440, 390)) {
        try (Page page = page(language, theme, width)) {
          page.navigate(address(view.substring(view.indexOf(' ') + 1)));
          page.locator(".exhibit").last().waitFor();
          if (name.equals("service")) {
            page.locator("#trend canvas").waitFor();
          }
          String picture = "%s-%s-%s-%d".formatted(name, language, theme, width);
          keep(page, picture);

          if (DashboardPages.isExamined(language, theme.equals("dark"), width)) {
            assertThat(DashboardPages.violations(page)).as(picture).isEmpty();
          }
          assertThat((Boolean) page.evaluate("document.body.scrollWidth <= window.innerWidth"))
              .as("%s scrolls sideways only inside of tables", picture)
              .isTrue();
        }
      }
    }
  }

  private static void keep(Page page, String name) {
    Path picture = Path.of("target", "dashboard", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
  }

  private static byte[] download(Page page, String exhibit, String format) throws IOException {
    Download download =
        page.waitForDownload(() -> page.locator(exhibit).getByText(format, exactly()).click());
    return Files.readAllBytes(download.path());
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Locator.LocatorOptions withText(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }

  private static Locator table(Page page, String caption) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(caption));
  }

  private Page page(String language, String theme, int width) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 1000));
    context.addInitScript(
        "localStorage.setItem('onthaal.language', '%s'); localStorage.setItem('onthaal.theme', '%s')"
            .formatted(language, theme));
    Page page = context.newPage();
    page.onClose(closed -> context.close());
    return page;
  }

  private String address(String view) {
    return installation.aggregation().resolve(view).toString();
  }

  private ScoreRow scores(LocalDate from, LocalDate to) {
    String query =
        "administration=commune-de-la-senne&service=parking-permit&zone=%s&from=%s&to=%s"
            .formatted(ZONE, from, to);
    return HttpCaller.scores(installation.aggregation(), query).getRows(0);
  }

  private static String selection(LocalDate from, LocalDate to) {
    return "administration.commune-de-la-senne~service.parking-permit~channel.WEB~from.%s~to.%s"
        .formatted(from, to);
  }

  private static String percent(double value) {
    return decimal(value) + "\u00a0%";
  }

  private static String decimal(double value) {
    return String.format(Locale.UK, "%.1f", value);
  }

  private static String signed(double value) {
    return String.format(Locale.UK, "%+.1f", value);
  }

  private void rate(String touchpoint, String channel, int count, int score) {
    for (int i = 0; i < count; i++) {
      String rating =
          """
          {"id": "%s", "touchpoint": "%s", "channel": "%s", "language": "nl", "answers": [{"score": %d}]}
          """
              .formatted(ratings.id(Instant.now()), touchpoint, channel, score);
      HttpResponse<String> answer =
          HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /// A service on the web whose satisfaction falls from four in five to one in two, and a kiosk
  /// that nobody has used since six days.
  private Path file() throws IOException {
    StringBuilder csv =
        new StringBuilder("rated_at,administration,service,touchpoint,channel,score,language\n");
    for (int day = DAYS - 1; day > 0; day--) {
      LocalDate date = today.minusDays(day);
      List<Integer> scores =
          day >= DAYS / 2
              ? List.of(5, 5, 4, 4, 5, 4, 5, 4, 2, 1)
              : List.of(5, 4, 5, 4, 5, 1, 2, 3, 2, 1);
      for (int i = 0; i < scores.size(); i++) {
        String language = i % 2 == 0 ? "fr" : "nl";
        csv.append(
            row(date, 9 + i % 3, "parking-permit,parking-permit,WEB", scores.get(i), language));
      }
      if (day >= 6) {
        csv.append(row(date, 10, "civil-registry,senne-civil-registry,KIOSK", 4, "fr"));
      }
    }
    return Files.writeString(folder.resolve("ratings.csv"), csv);
  }

  private static String row(LocalDate date, int hour, String place, int score, String language) {
    Instant at = date.atTime(hour, 30).atZone(ZONE).toInstant();
    return "%s,commune-de-la-senne,%s,%d,%s\n".formatted(at, place, score, language);
  }
}
