package org.onthaal.feedback.collect.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.Pseudonyms;
import org.onthaal.feedback.access.Rate;
import org.onthaal.feedback.access.TrustedProxies;
import org.onthaal.feedback.collect.HttpRates;
import org.onthaal.feedback.collect.Intake;
import org.onthaal.feedback.collect.Outcome;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.collect.ReturnedRatings;
import org.onthaal.feedback.invitation.InvitationCheck;
import org.onthaal.feedback.privacy.CommentRedactor;
import org.onthaal.feedback.privacy.Fingerprints;
import org.onthaal.feedback.privacy.ReceiptCodes;
import org.onthaal.feedback.privacy.Secret;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingIds;
import org.onthaal.feedback.store.Appended;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.store.RatingLog.LogRow;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.ScaleQuestion;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.validate.RatingRules;
import org.onthaal.feedback.validate.RatingValidator;
import org.onthaal.testkit.TestClock;

class HostedPageRefusalIT {
  private static final String ID = "019cbe1b-7b00-7c3d-9e4f-0123456789ab";
  private static final Language ARABIC = new Language("ar");

  private final HttpClient client = HttpClient.newHttpClient();
  private final InstantSource clock = new TestClock(Instant.parse("2026-03-05T12:00:00Z"));
  private WebServer server = WebServer.builder().build();

  @AfterEach
  void stop() {
    server.stop();
    client.close();
  }

  static List<Appended> outages() {
    return List.of(new Appended.Unavailable(), new Appended.Overloaded());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void outageIsToldAndTheFormCanBeSentAgain(Appended outage) throws Exception {
    start(catalog(Metric.CSAT, Language.EN, "Desk", false), outage);

    HttpResponse<String> page = post("id=" + ID + "&answer.overall=4&comment=Long+queue");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.headers().firstValue("Retry-After")).isPresent();
    assertThat(page.body())
        .contains("Your rating was NOT stored", "role=\"alert\"", "value=\"" + ID + "\"")
        .contains(">\nLong queue</textarea>")
        .containsPattern("name=\"answer.overall\" value=\"4\" required checked");
  }

  @Test
  void outageAfterTheFirstAnswerSaysThatThisOneIsStored() throws Exception {
    start(catalog(Metric.CSAT, Language.EN, "Desk", false), stored());

    HttpResponse<String> page =
        post("id=" + ID + "&code=abc&step=2&answer.overall=4&comment=Long+queue");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.headers().firstValue("Retry-After")).isPresent();
    assertThat(page.body())
        .contains("What you just added is not stored yet", "Your rating is.", "role=\"alert\"")
        .contains(">\nLong queue</textarea>", "name=\"code\" value=\"abc\"")
        .contains("name=\"answer.overall\" value=\"4\"")
        .doesNotContain("Your rating was NOT stored");
  }

  @Test
  void retiredTouchpointHasAPageOfItsOwn() throws Exception {
    start(catalog(Metric.CSAT, Language.EN, "Desk", true), stored());

    HttpResponse<String> looked = get();
    HttpResponse<String> pressed = post("id=" + ID + "&answer.overall=4");

    assertThat(List.of(looked.statusCode(), pressed.statusCode())).containsOnly(410);
    assertThat(pressed.body()).contains("no longer takes ratings").doesNotContain("<form");
  }

  @Test
  void catalogueTextsAreOnlyText() throws Exception {
    start(catalog(Metric.CSAT, Language.EN, "<script>\"x\"</script>", false), stored());

    String page = get().body();

    assertThat(page)
        .doesNotContain("<script")
        .contains("<h1>&lt;script&gt;&quot;x&quot;&lt;/script&gt;</h1>");
    assertThat(post("id=" + ID + "&answer.overall=4").body()).doesNotContain("<script");
  }

  @Test
  void surveyInALanguageThatThePageDoesNotSpeakIsMarkedAsSuch() throws Exception {
    start(catalog(Metric.CSAT, ARABIC, "مكتب", false), stored());

    assertThat(get().body())
        .contains("<html lang=\"en\">", "<h1 lang=\"ar\" dir=\"auto\">مكتب</h1>", "Send my rating");
  }

  @Test
  void scaleFromZeroToTenIsAskedWhole() throws Exception {
    start(catalog(Metric.NPS, Language.EN, "Desk", false), stored());

    assertThat(get().body())
        .containsSubsequence(
            IntStream.rangeClosed(0, 10).mapToObj(i -> "value=\"" + i + "\"").toList())
        .contains("value=\"dont-know\"")
        .doesNotContain("<svg");
    assertThat(post("id=" + ID + "&answer.overall=0").statusCode()).isEqualTo(200);
    assertThat(post("id=" + ID + "&answer.overall=dont-know").statusCode()).isEqualTo(200);
  }

  private void start(OneTouchpointCatalog catalog, Appended outcome) {
    Secret key = new Secret(new byte[Secret.BYTES]);
    RatingIds ids = new RatingIds(clock, new Random(5));
    FixedLog log = new FixedLog(outcome);
    Intake intake =
        new Intake(
            new RatingValidator(catalog, RatingRules.standard()),
            new CommentRedactor(),
            log,
            new Fingerprints(key),
            new ReceiptCodes("a", key),
            new Intake.IntakeContext(
                clock,
                catalog::caughtUp,
                ids,
                4_000,
                new ReturnedRatings((_, _) -> Optional.empty(), log, Runnable::run)));
    Rate plenty = new Rate(100_000, 100_000);
    HttpRates rates =
        new HttpRates(
            new IntakeRates(
                new IntakeRates.Limits(plenty, plenty, plenty, 10),
                new Pseudonyms(() -> new byte[32], System::nanoTime),
                System::nanoTime),
            TrustedProxies.NONE,
            false,
            catalog);
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(routing ->
                routing.register(
                    new HostedPage(
                        new HostedPage.UseCases(
                            intake,
                            _ -> new Outcome.Refused(Problems.overloaded()),
                            _ -> new InvitationCheck.Unknown()),
                        catalog,
                        ids,
                        clock,
                        1 << 20,
                        rates)))
            .build()
            .start();
  }

  private static OneTouchpointCatalog catalog(
      Metric metric, Language language, String name, boolean retired) {
    List<Map<Language, String>> points =
        IntStream.rangeClosed(metric.lowest(), metric.highest())
            .mapToObj(score -> Map.of(language, "point " + score))
            .toList();
    Question question =
        new ScaleQuestion(
            "overall", metric, Map.of(language, "How was it?"), points, true, Optional.empty());
    Survey survey =
        new Survey(
            "short",
            1,
            List.of(question),
            Map.of(language, "More?"),
            Map.of(language, "Stored."),
            List.of());
    return new OneTouchpointCatalog(survey, name, List.of(language), retired);
  }

  private static Appended stored() {
    return new Appended.Stored(new Offset(0, 1));
  }

  private HttpResponse<String> get() throws Exception {
    return client.send(HttpRequest.newBuilder(uri()).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.port() + "/r/" + OneTouchpointCatalog.KEY);
  }

  /// Answers every rating alike.
  private record FixedLog(Appended outcome) implements RatingLog {
    @Override
    public CompletableFuture<Appended> append(
        Rating rating, Fingerprint fingerprint, Optional<String> device) {
      return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public List<LogRow> read(Offset after, int rowsMax) {
      return List.of();
    }

    @Override
    public List<Offset> heads() {
      return List.of();
    }
  }
}
