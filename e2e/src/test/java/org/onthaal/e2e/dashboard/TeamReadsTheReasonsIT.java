package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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
import org.onthaal.v1.Choice;
import org.onthaal.v1.ChoiceRow;
import org.onthaal.v1.GetChoicesResponse;

/// People say why they are satisfied or not, through the public door; a team reads it on the page
/// of its service, and it is what the API says, after a power cut too.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamReadsTheReasonsIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  private static final String SERVICE = "/service/commune-de-la-senne/tax-desk";
  private static final String ONLINE = "/service/commune-de-la-senne/population-desk";
  private static final String EXHIBIT = "#reasons-reason";
  private static final int FIRST_WRONG = 4;

  /// A desk whose survey asks everybody for reasons.
  private static final String CATALOGUE =
      """
      surveys:
        - code: tax-visit
          version: 1
          questions:
            - code: overall
              metric: CSAT
              text: {fr: "Satisfait ?", nl: "Tevreden?", de: "Zufrieden?", en: "Satisfied?"}
              points:
                - {fr: f1, nl: n1, de: d1, en: e1}
                - {fr: f2, nl: n2, de: d2, en: e2}
                - {fr: f3, nl: n3, de: d3, en: e3}
                - {fr: f4, nl: n4, de: d4, en: e4}
                - {fr: f5, nl: n5, de: d5, en: e5}
            - code: reason
              text:
                fr: Quelles en sont les raisons ?
                nl: Wat waren de redenen?
                de: Was waren die Gründe?
                en: What were the reasons?
              several-allowed: true
              choices:
                - code: welcome
                  text: {fr: L’accueil, nl: Het onthaal, de: Der Empfang, en: The welcome}
                - code: form
                  text:
                    fr: Un formulaire difficile à comprendre et à remplir correctement
                    nl: Een formulier dat moeilijk te begrijpen en in te vullen was
                    de: "Ein Formular, das schwer zu verstehen und auszufüllen war"
                    en: A form that was hard to understand and to fill in correctly
                - code: wait
                  text: {fr: L’attente, nl: De wachttijd, de: Die Wartezeit, en: The wait}
                - code: parking
                  text: {fr: Le parking, nl: Het parkeren, de: Das Parken, en: The parking}
          comment-label: {fr: "Plus ?", nl: "Meer?", de: "Mehr?", en: "Anything else?"}
          thanks: {fr: Reçu., nl: Ontvangen., de: Erhalten., en: Received.}
      administrations:
        - code: commune-de-la-senne
          services:
            - code: tax-desk
              names: {fr: Guichet taxes, nl: Loket belastingen, de: Steuerschalter, en: Tax desk}
              touchpoints:
                - key: senne-tax-desk
                  names: {fr: Guichet, nl: Loket, de: Schalter, en: Desk}
                  channels: [WEB, QR]
                  languages: [fr, nl, de, en]
                  survey: tax-visit
      """;

  @TempDir static Path folder;
  private final LocalDate today = LocalDate.now(ZONE);
  private final Ratings ratings = new Ratings(new Random(23));
  private Installation installation;
  private Chromium chromium;
  private DashboardPages pages;

  @BeforeAll
  void open() throws Exception {
    installation = Installation.start(folder.resolve("data"));
    Path document = Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
    installation.run("catalog", "apply", document.toString()).orFail();
    // 40 waited and 4 of them are satisfied; 60 did not wait and 48 of them are.
    rate("senne-tax-desk", "fr", 36, 1, "reason", "wait");
    rate("senne-tax-desk", "nl", 4, 4, "reason", "wait", "welcome");
    rate("senne-tax-desk", "nl", 44, 5, "reason", "welcome");
    rate("senne-tax-desk", "nl", 4, 4, "reason", "form");
    rate("senne-tax-desk", "fr", 8, 2, "reason", "welcome");
    rate("senne-tax-desk", "fr", FIRST_WRONG, 3, "reason", "form", "welcome");
    rate("senne-tax-desk", "de", 7, 5, "reason");
    rate("senne-population-online", "fr", 12, 2, "difficulties", "signing-in", "fault");
    rate("senne-population-online", "fr", 5, 1, "difficulties", "fault");
    rate("senne-population-online", "fr", 3, 5, "difficulties");
    awaitCounted("population-desk", 20);
    chromium = Chromium.open();
    pages = new DashboardPages(chromium.browser(), installation);
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  @Test
  void apiTellsWhoChoseWhatAndHowSatisfiedTheyWere() {
    GetChoicesResponse told = choices("tax-desk");

    assertThat(told.getRowsList())
        .extracting(
            ChoiceRow::getChoice,
            ChoiceRow::getN,
            ChoiceRow::getAnswered,
            row -> row.getChosen().getCsat(),
            row -> row.getOthers().getCsat())
        .containsExactly(
            tuple("wait", 40, 100, 10.0, 80.0),
            tuple("form", 8, 100, 50.0, 100.0 * 48 / 92),
            tuple("welcome", 60, 100, 80.0, 10.0),
            tuple("parking", 0, 100, 0.0, 52.0));
    // From the Wilson intervals of 4 of 40 and 48 of 60, worked out by hand.
    assertThat(told.getRows(0).getDifference()).isCloseTo(-70, within(1e-9));
    assertThat(told.getRows(0).getDifferenceLow()).isCloseTo(-80.2, within(0.1));
    assertThat(told.getRows(0).getDifferenceHigh()).isCloseTo(-52.4, within(0.1));
    assertThat(told.getSurveysKnown()).isTrue();
    assertThat(told.getQuestionsList())
        .singleElement()
        .satisfies(question -> {
          assertThat(question.getTextsMap()).containsEntry("de", "Was waren die Gründe?");
          assertThat(question.getChoicesList())
              .extracting(Choice::getCode)
              .containsExactly("welcome", "form", "wait", "parking");
          assertThat(question.getChoices(2).getLabelsMap()).containsEntry("nl", "De wachttijd");
        });
  }

  @Test
  void pageShowsTheReasonsThatGoWithDissatisfactionFirst() {
    ChoiceRow wait = choices("tax-desk").getRows(0);
    try (Page page = pages.open("en", SERVICE)) {
      Locator exhibit = page.locator(EXHIBIT);
      assertThat(exhibit.locator("h2")).hasText("Reasons: What were the reasons?");
      assertThat(exhibit.locator(".about").first()).containsText("100 people answered");
      assertThat(exhibit.locator("svg text").first())
          .hasText("Chosen by people who are less satisfied");
      assertThat(exhibit.locator("svg"))
          .containsText(
              "40 of 100 · "
                  + one(wait.getShare())
                  + "\u00a0% ("
                  + one(wait.getShareLow())
                  + " – "
                  + one(wait.getShareHigh())
                  + ")");
      assertThat(exhibit.locator("svg text.worse"))
          .hasText(
              "▼ satisfied: 10.0\u00a0%%, among the others 80.0\u00a0%% · %s points (%s to %s)"
                  .formatted(
                      signed(wait.getDifference()),
                      signed(wait.getDifferenceLow()),
                      signed(wait.getDifferenceHigh())));

      exhibit.getByText("as a table").click();

      assertThat(exhibit.locator("tbody th"))
          .hasText(
              new String[] {
                "The wait",
                "A form that was hard to understand and to fill in correctly",
                "The parking",
                "The welcome"
              });
      assertThat(page).hasURL(Pattern.compile("tables=reasons-reason"));
    }
  }

  @Test
  void reasonsAreTakenAlongInTheLanguageOfTheReader() throws Exception {
    try (Page page = pages.open("nl", SERVICE)) {
      page.locator(EXHIBIT + " svg").waitFor();

      String csv = new String(download(page, "CSV"), StandardCharsets.UTF_8);
      assertThat(csv).startsWith("\uFEFFreden,gekozen door,beantwoord door,aandeel,");
      assertThat(csv).contains("De wachttijd,40,100,40,");
      assertThat(download(page, "XLSX")).startsWith('P', 'K', 3, 4);
      assertThat(download(page, "PNG")).startsWith(0x89, 'P', 'N', 'G');
    }
  }

  @Test
  void questionThatOnlyTheDissatisfiedAreAskedRanksNothingBySatisfaction() {
    try (Page page = pages.open("fr", ONLINE)) {
      Locator exhibit = page.locator("#reasons-difficulties");
      assertThat(exhibit.locator("svg text").first()).hasText("Par fréquence");
      assertThat(exhibit.locator("svg text").nth(1)).hasText("Une erreur technique");
      assertThat(exhibit).containsText("qu’après certaines notes (1, 2, 3)");
      assertThat(exhibit.locator("svg text.worse")).hasCount(0);
    }
  }

  @Test
  void whatIsMissingIsSaid() {
    rate("parking-permit", "fr", 12, 4, "reason");
    awaitCounted("parking-permit", 12);
    try (Page page = pages.open("en", SERVICE + "?language=de")) {
      assertThat(page.getByText("Nobody gave reasons in this time.")).isVisible();
    }
    try (Page page = pages.open("en", SERVICE + "?channel=QR")) {
      assertThat(page.getByText("No ratings in this time.")).isVisible();
    }
    try (Page page = pages.open("en", "/service/commune-de-la-senne/parking-permit")) {
      assertThat(page.getByText("This survey asks for no reasons.")).isVisible();
    }
  }

  @Test
  void pageIsAccessibleInBothColoursAndOnAPhone() {
    pages.look("reasons", SERVICE, page -> page.locator(EXHIBIT + " svg").waitFor());
    pages.look("difficulties", ONLINE, page -> page.locator("#reasons-difficulties svg").waitFor());
  }

  @Test
  void afterAPowerCutEveryChoiceIsCountedOnceAndVerifyAgrees() throws Exception {
    List<ChoiceRow> before = choices("tax-desk").getRowsList();
    installation.kill();
    installation.restart();

    await("the counts to be there again")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(choices("tax-desk").getRowsList()).isEqualTo(before));
    String verified = installation.run("verify").orFail().out();
    assertThat(verified).containsPattern("choiceDaysCompared: [1-9]");
  }

  private void awaitCounted(String service, int ratings) {
    await("the ratings to be counted")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            HttpCaller.scores(installation.aggregation(), range() + "&service=" + service)
                    .getRowsList()
                    .stream()
                    .mapToInt(row -> row.getN())
                    .sum()
                == ratings);
  }

  private GetChoicesResponse choices(String service) {
    HttpResponse<String> answer =
        HttpCaller.get(
            installation.aggregation().resolve("/v1/choices?" + range() + "&service=" + service));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    GetChoicesResponse.Builder choices = GetChoicesResponse.newBuilder();
    try {
      JsonFormat.parser().merge(answer.body(), choices);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(answer.body(), e);
    }
    return choices.build();
  }

  private String range() {
    return "administration=commune-de-la-senne&from=%s&to=%s&zone=%s"
        .formatted(today.minusDays(29), today.plusDays(1), ZONE);
  }

  private void rate(
      String touchpoint, String language, int count, int score, String question, String... codes) {
    String chosen =
        codes.length == 0
            ? ""
            : ", {\"question\": \"%s\", \"choices\": {\"codes\": [\"%s\"]}}"
                .formatted(question, String.join("\", \"", codes));
    for (int i = 0; i < count; i++) {
      String rating =
          """
          {"id": "%s", "touchpoint": "%s", "language": "%s", "answers": [{"score": %d}%s]}
          """
              .formatted(ratings.id(Instant.now()), touchpoint, language, score, chosen);
      HttpResponse<String> answer =
          HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private static byte[] download(Page page, String format) throws Exception {
    Download download =
        page.waitForDownload(() ->
            page.locator(EXHIBIT)
                .getByText(format, new Locator.GetByTextOptions().setExact(true))
                .click());
    return Files.readAllBytes(download.path());
  }

  private static String one(double value) {
    return String.format(Locale.UK, "%.1f", value);
  }

  private static String signed(double value) {
    return String.format(Locale.UK, "%+.1f", value);
  }
}
