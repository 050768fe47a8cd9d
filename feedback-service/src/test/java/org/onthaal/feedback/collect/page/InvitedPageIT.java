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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.feedback.invitation.Minted;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.RevokeKeyRequest;
import org.onthaal.v1.Scope;

/// A link from an e-mail to a stored rating, as a browser without script follows it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitedPageIT {
  private static final Instant NOW = Instant.parse("2026-12-31T23:00:00Z");
  private static final String PLACE = "parking-permit";
  private static final String PAGE = "/r/" + PLACE;
  private static final int EMAIL = 5;
  private static final int SMS = 6;
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private final TestClock clock = new TestClock(NOW);
  private final Ratings ids = new Ratings(new Random(20261231));
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;
  private KeyServiceGrpc.KeyServiceBlockingStub keys;
  private KeyText key;

  @BeforeAll
  void start(@TempDir Path folder) {
    feedback = new TestFeedback(InvitedPageIT.class, folder);
    server = feedback.start(clock, Map.of());
    keys = KeyServiceGrpc.newBlockingStub(feedback.channel(server));
    key = makeKey();
  }

  @BeforeEach
  void now() {
    clock.set(NOW);
  }

  @AfterAll
  void stop() {
    client.close();
    feedback.close();
  }

  @Test
  void lookingShowsThePageOfTheTouchpointAndSpendsNothing() throws Exception {
    Minted minted = minted();
    long before = feedback.count("SELECT count(*) FROM rating");

    HttpResponse<String> page = get(minted.token());
    HttpResponse<String> again = get(minted.token());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("action=\"" + PAGE + "\"", "href=\"/i/" + minted.token() + "?lang=nl\"")
        .doesNotContain("<script");
    assertThat(hidden(page.body()))
        .containsEntry("invitation", minted.token())
        .containsEntry("id", minted.ratingId().toString());
    assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(again.body()).isEqualTo(page.body());
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(before);
    assertThat(send(page, "answer.overall", "4").statusCode()).isEqualTo(200);
  }

  @Test
  void sendingStoresTheRatingUnderTheIdOfTheInvitation() throws Exception {
    Minted minted = minted().by(EMAIL);
    HttpResponse<String> page = get(minted.token());

    HttpResponse<String> first = send(page, "answer.overall", "4", "comment", "Bien");
    HttpResponse<String> same = send(page, "answer.overall", "4", "comment", "Bien");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(same.statusCode()).isEqualTo(200);
    assertThat(same.body()).isEqualTo(first.body());
    assertThat(stored(minted, "channel = 5")).isEqualTo(1);
    assertThat(stored(minted, "true")).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "en, This invitation was used already",
    "fr, Cette invitation a déjà été utilisée",
    "nl, Deze uitnodiging is al gebruikt",
    "de, Diese Einladung wurde bereits genutzt"
  })
  void usedTwiceWithOtherContentSaysSoAndChangesNothing(String language, String heading)
      throws Exception {
    Minted minted = minted();
    HttpResponse<String> page = get(minted.token() + "?lang=" + language);
    var _ = send(page, "answer.overall", "4");

    HttpResponse<String> second = send(page, "answer.overall", "1");

    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.body()).contains("<h1>" + heading + "</h1>");
    assertThat(stored(minted, "score = 4")).isEqualTo(1);
    assertThat(stored(minted, "true")).isEqualTo(1);
  }

  @Test
  void idOrTouchpointOfTheFormCannotTurnOneInvitationIntoTwo() throws Exception {
    Minted minted = minted();
    HttpResponse<String> page = get(minted.token());
    var _ = send(page, "answer.overall", "4");
    Map<String, String> fields = hidden(page.body());
    fields.put("answer.overall", "4");
    fields.put("id", ids.id(NOW).toString());

    HttpResponse<String> sameAnswers = post(PAGE, fields);
    HttpResponse<String> elsewhere = post("/r/senne-population-online", fields);
    fields.put("answer.overall", "5");
    HttpResponse<String> otherAnswers = post(PAGE, fields);

    assertThat(sameAnswers.statusCode()).isEqualTo(200);
    assertThat(elsewhere.statusCode()).isEqualTo(200);
    assertThat(otherAnswers.statusCode()).isEqualTo(422);
    assertThat(stored(minted, "true")).isEqualTo(1);
    assertThat(feedback.count("SELECT count(*) FROM rating WHERE id = '" + fields.get("id") + "'"))
        .isZero();
  }

  @Test
  void channelThatTheTouchpointDoesNotListCountsAsItsOwn() throws Exception {
    Minted minted = minted().by(SMS);

    assertThat(send(get(minted.token()), "answer.overall", "4").statusCode()).isEqualTo(200);
    assertThat(stored(minted, "channel = 1")).isEqualTo(1);
  }

  @Test
  void invitationOfAnotherMonthIsGoodForOneRatingUpToItsEnd() throws Exception {
    Instant made = NOW.minus(Duration.ofDays(60)).plusSeconds(1);
    Minted minted = new Minted(key, NOW.plusSeconds(1), ids.id(made), PLACE);
    HttpResponse<String> page = get(minted.token());

    assertThat(send(page, "answer.overall", "4").statusCode()).isEqualTo(200);
    assertThat(send(page, "answer.overall", "2").statusCode()).isEqualTo(422);
    assertThat(stored(minted, "true")).isEqualTo(1);
  }

  @Test
  void overOrUnknownIsToldAtTheLinkAndAtTheForm() throws Exception {
    Minted minted = minted();
    HttpResponse<String> page = get(minted.token() + "?lang=nl");
    Map<String, String> forged = hidden(page.body());
    forged.put("invitation", minted.token().substring(1));
    forged.put("answer.overall", "4");

    assertThat(get(minted.token().substring(1)).statusCode()).isEqualTo(404);
    assertThat(get(minted.token().substring(1)).body())
        .contains("This invitation does not exist", "Cette invitation n’existe pas");
    assertThat(post(PAGE, forged).statusCode()).isEqualTo(404);
    clock.set(minted.expiresAt());
    assertThat(get(minted.token() + "?lang=de").statusCode()).isEqualTo(410);
    assertThat(get(minted.token() + "?lang=de").body())
        .contains("<h1>Diese Einladung ist nicht mehr gültig</h1>");
    HttpResponse<String> late = send(page, "answer.overall", "4");
    assertThat(late.statusCode()).isEqualTo(410);
    assertThat(late.body()).contains("<h1>Deze uitnodiging is niet meer geldig</h1>");
    assertThat(stored(minted, "true")).isZero();
  }

  @Test
  void revokedKeyInvitesNoLonger() throws Exception {
    KeyText other = makeKey();
    Minted minted = new Minted(other, NOW.plusSeconds(60), ids.id(NOW), PLACE);
    HttpResponse<String> page = get(minted.token() + "?lang=fr");
    var _ = keys.revokeKey(RevokeKeyRequest.newBuilder().setId(other.id()).build());

    assertThat(get(minted.token()).statusCode()).isEqualTo(410);
    HttpResponse<String> sent = send(page, "answer.overall", "4");
    assertThat(sent.statusCode()).isEqualTo(410);
    assertThat(sent.body()).contains("<h1>Cette invitation n’est plus valable</h1>");
    assertThat(stored(minted, "true")).isZero();
  }

  @Test
  void retiredTouchpointIsToldAsEver() throws Exception {
    Minted minted = minted().to("senne-population-online");
    HttpResponse<String> page = get(minted.token() + "?lang=en");
    String sql = "UPDATE touchpoint SET retired = %s WHERE key = 'senne-population-online'";
    TestPostgres.execute(feedback.url(), sql.formatted("true"));
    FeedbackServer fresh = feedback.start(clock, Map.of());

    HttpResponse<String> sent =
        client.send(
            form(URI.create("http://127.0.0.1:" + fresh.httpPort() + PAGE), hidden(page.body())),
            HttpResponse.BodyHandlers.ofString());

    assertThat(sent.statusCode()).isEqualTo(410);
    assertThat(sent.body()).contains("no longer takes ratings");
    TestPostgres.execute(feedback.url(), sql.formatted("false"));
  }

  @Test
  void formThatIsShownAgainStillHoldsTheInvitation() throws Exception {
    Minted minted = minted();

    HttpResponse<String> again = send(get(minted.token()), "comment", "no answer");

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(hidden(again.body())).containsEntry("invitation", minted.token());
    assertThat(send(again, "answer.overall", "3").statusCode()).isEqualTo(200);
    assertThat(stored(minted, "true")).isEqualTo(1);
  }

  @Test
  void tokenStandsInNoLogAndNoTable() throws Exception {
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    Handler everything = new Lines(lines);
    Logger root = Logger.getLogger("");
    Logger ours = Logger.getLogger("org.onthaal");
    root.addHandler(everything);
    ours.setLevel(Level.ALL);
    Minted minted = minted();
    try {
      var _ = send(get(minted.token()), "answer.overall", "4");
      var _ = get(minted.token() + "/x");
    } finally {
      ours.setLevel(null);
      root.removeHandler(everything);
    }

    assertThat(lines).noneMatch(line -> line.contains(minted.token()));
    assertThat(
            feedback.count(
                "SELECT count(*) FROM rating WHERE rating::text LIKE '%" + minted.token() + "%'"))
        .isZero();
  }

  private Minted minted() {
    return new Minted(key, NOW.plusSeconds(60), ids.id(NOW), PLACE);
  }

  private KeyText makeKey() {
    return KeyText.parse(
            keys.createKey(
                    CreateKeyRequest.newBuilder()
                        .setAdministration("commune-de-la-senne")
                        .setName("a server")
                        .addScopes(Scope.SCOPE_INVITATION)
                        .build())
                .getSecret())
        .orElseThrow();
  }

  private long stored(Minted minted, String condition) {
    UUID id = minted.ratingId();
    return feedback.count(
        "SELECT count(*) FROM rating WHERE id = '%s' AND %s".formatted(id, condition));
  }

  private static Map<String, String> hidden(String page) {
    Matcher matcher = HIDDEN.matcher(page);
    return matcher
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  private HttpResponse<String> get(String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/i/" + token)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Fills in what a page asks and presses its button.
  private HttpResponse<String> send(HttpResponse<String> page, String... namesAndValues)
      throws Exception {
    Map<String, String> fields = hidden(page.body());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return post(PAGE, fields);
  }

  private HttpResponse<String> post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    return client.send(form(uri(path), fields), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest form(URI address, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }

  private static final class Lines extends Handler {
    private final ConcurrentLinkedQueue<String> lines;

    Lines(ConcurrentLinkedQueue<String> lines) {
      this.lines = lines;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
