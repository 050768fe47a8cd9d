package org.onthaal.feedback.collect.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.TestClock;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostedPageIT {
  private static final String PAGE = "/r/parking-permit";
  private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"");
  private static final Pattern STYLE = Pattern.compile("href=\"(/r/assets/[^\"]+)\"");

  private final TestClock clock = new TestClock(Instant.parse("2026-03-05T12:00:00Z"));
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(HostedPageIT.class, keys);
    server = feedback.start(clock, Map.of());
  }

  @AfterAll
  void stop() {
    client.close();
    feedback.close();
  }

  @Test
  void lookingWritesNothing() throws Exception {
    long before = ratings();
    long rowsBefore = logRows();

    HttpResponse<String> page = get(PAGE + "?via=qr&lang=fr&answer.overall=5&id=" + freshId());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain(" checked");
    assertThat(ratings()).isEqualTo(before);
    assertThat(logRows()).isEqualTo(rowsBefore);
  }

  @Test
  void pressingStoresOnceEvenTwice() throws Exception {
    long before = ratings();
    String form =
        form("id", freshId(), "lang", "fr", "answer.overall", "4", "comment", "Très bien");

    HttpResponse<String> first = post(PAGE, form);
    HttpResponse<String> second = post(PAGE, form);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("<h1>Merci. Votre avis est enregistré.</h1>");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(ratings()).isEqualTo(before + 1);
  }

  @Test
  void otherContentOnTheSameIdChangesNothing() throws Exception {
    String id = freshId();
    post(PAGE, form("id", id, "answer.overall", "4"));
    long before = ratings();

    HttpResponse<String> second = post(PAGE, form("id", id, "answer.overall", "1", "lang", "en"));

    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.body()).contains("we already had your rating");
    assertThat(ratings()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0198b2c4-7b1a-4c3d-9e4f-0123456789ab", "\"><script>"})
  void ratingWithoutUsableIdIsStoredUnderANewOne(String id) throws Exception {
    long before = ratings();

    HttpResponse<String> page = post(PAGE, form("id", id, "answer.overall", "4"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(ratings()).isEqualTo(before + 1);
  }

  @Test
  void idOfAnImpossibleTimeIsReplaced() throws Exception {
    HttpResponse<String> page =
        post(PAGE, form("id", "ffffffff-ffff-7fff-bfff-ffffffffffff", "answer.overall", "4"));

    assertThat(page.statusCode()).isEqualTo(200);
  }

  @Test
  void missingChoiceIsToldAndEverythingElseIsKept() throws Exception {
    long before = ratings();
    String id = freshId();

    HttpResponse<String> page =
        post(
            "/r/senne-population-counter",
            form(
                "id",
                id,
                "lang",
                "nl",
                "via",
                "qr",
                "answer.ease",
                "6",
                "comment",
                "Lang wachten"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("role=\"alert\"", "href=\"#q1-first\"", "id=\"q1-first\"")
        .contains("Kies een antwoord op de eerste vraag.", "<title>Fout: ")
        .contains(">\nLang wachten</textarea>", "value=\"" + id + "\"", "name=\"via\" value=\"qr\"")
        .containsPattern("name=\"answer.ease\" value=\"6\" checked");
    assertThat(ratings()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "6", "-1", "4.5", "five", "dont-know", "4+4", "99999999999"})
  void choiceThatIsNotOfferedIsRefused(String value) throws Exception {
    long before = ratings();

    HttpResponse<String> page = post(PAGE, form("answer.overall", value, "lang", "en"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("Choose one of the answers offered.");
    assertThat(ratings()).isEqualTo(before);
  }

  @Test
  void twoAnswersToOneQuestionAreRefused() throws Exception {
    HttpResponse<String> page =
        post(PAGE, form("answer.overall", "5", "answer.overall", "1", "lang", "en"));

    assertThat(page.statusCode()).isEqualTo(400);
  }

  @Test
  void tooLongCommentAndMissingChoiceAreToldTogether() throws Exception {
    HttpResponse<String> page = post(PAGE, form("comment", "é".repeat(4001), "lang", "de"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("Wählen Sie eine Antwort auf die erste Frage.", "Er ist zu lang.")
        .contains("é".repeat(4001));
  }

  @Test
  void commentComesBackAsText() throws Exception {
    String attack = "</textarea><script>alert('1')</script>\"&amp;";

    HttpResponse<String> page = post(PAGE, form("comment", attack));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("&lt;/textarea&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;amp;")
        .doesNotContain("<script");
  }

  @ParameterizedTest
  @CsvSource({
    "fr, Envoyer mon avis, Très satisfait(e), Commune de la Senne",
    "nl, Mijn mening versturen, Zeer tevreden, Gemeente aan de Zenne",
    "de, Bewertung senden, Sehr zufrieden, Gemeinde an der Senne",
    "en, Send my rating, Very satisfied, Municipality on the Senne"
  })
  void pageSpeaks(String language, String send, String best, String administration)
      throws Exception {
    String page = get(PAGE + "?lang=" + language).body();

    assertThat(page)
        .contains("<html lang=\"" + language + "\">", send, best, administration)
        .contains("hreflang=\"" + language + "\" aria-current=\"true\"")
        .containsSubsequence("value=\"1\"", "value=\"2\"", "value=\"3\"", "value=\"4\"", best);
  }

  @Test
  void browserLanguageIsFollowedUntilOneIsChosen() throws Exception {
    assertThat(get(PAGE, "Accept-Language", "nl-BE,nl;q=0.9,fr;q=0.5").body())
        .contains("<html lang=\"nl\">");
    assertThat(get(PAGE + "?lang=de", "Accept-Language", "nl").body())
        .contains("<html lang=\"de\">");
    assertThat(get(PAGE + "?lang=%22x", "Accept-Language", ";;q=x").body())
        .contains("<html lang=\"fr\">");
  }

  @Test
  void scannedCodeIsCountedAsSuchWhereThePlaceHasIt() throws Exception {
    long before = feedback.count("SELECT count(*) FROM rating WHERE channel = " + qr());

    post(PAGE, form("via", "qr", "answer.overall", "4"));
    HttpResponse<String> elsewhere =
        post("/r/senne-population-online", form("via", "qr", "answer.overall", "4"));

    assertThat(elsewhere.statusCode()).isEqualTo(200);
    assertThat(feedback.count("SELECT count(*) FROM rating WHERE channel = " + qr()))
        .isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/r/nothing-here", "/r/%3Cscript%3E", "/r/a", "/r/assets/page-0.css"})
  void unknownPageIsToldInFourLanguages(String path) throws Exception {
    HttpResponse<String> page = get(path);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body())
        .contains("lang=\"fr\"", "lang=\"nl\"", "lang=\"de\"", "lang=\"en\"")
        .doesNotContain("script");
  }

  @Test
  void bodyThatIsNoFormIsRefusedInWords() throws Exception {
    assertThat(send("application/json", "{}").statusCode()).isEqualTo(415);
    assertThat(send("application/x-www-form-urlencoded", "comment=%zz").statusCode())
        .isEqualTo(400);
  }

  @Test
  void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
    for (HttpResponse<String> page : List.of(get(PAGE), get("/r/nothing-here"), post(PAGE, ""))) {
      assertThat(header(page, "Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                  + "base-uri 'none'; frame-ancestors 'none'");
      assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(page.body())
          .doesNotContain("<script", " style=", " onclick", "http://", "https://");
    }
  }

  @Test
  void styleSheetIsKeptForEver() throws Exception {
    HttpResponse<String> style = get(found(STYLE, get(PAGE).body()));

    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(header(style, "Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(header(style, "Cache-Control")).contains("immutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/r", "/r/", "/r/no-such-place"})
  void addressWithoutATouchpointIsToldAsAPage(String path) throws Exception {
    HttpResponse<String> page = get(path);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).contains("<h1");
  }

  @Test
  void addressWithASlashTooManyLeadsToThePage() throws Exception {
    HttpResponse<String> page = get(PAGE + "/?lang=nl");

    assertThat(page.statusCode()).isEqualTo(308);
    assertThat(header(page, "Location")).isEqualTo(PAGE + "?lang=nl");
  }

  private long ratings() {
    return feedback.count("SELECT count(*) FROM rating");
  }

  private long logRows() {
    return feedback.count("SELECT count(*) FROM rating_log");
  }

  private static String qr() {
    return "4";
  }

  private String freshId() throws Exception {
    return found(ID, get(PAGE).body());
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String header(HttpResponse<String> response, String name) {
    assertThat(response.headers().allValues(name)).hasSize(1);
    return response.headers().firstValue(name).orElseThrow();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return send(path, "application/x-www-form-urlencoded", form);
  }

  private HttpResponse<String> send(String type, String body) throws Exception {
    return send(PAGE, type, body);
  }

  private HttpResponse<String> send(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }

  private static String form(String... namesAndValues) {
    return IntStream.range(0, namesAndValues.length / 2)
        .mapToObj(i -> encoded(namesAndValues[2 * i]) + "=" + encoded(namesAndValues[2 * i + 1]))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
