package org.onthaal.feedback.collect.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.BranchingExample;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.Flag;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.Rating;
import org.onthaal.v1.StoredRating;

/// A survey with branches on the hosted page, by a browser without script: what is sent is what the
/// page before it held.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BranchingPageIT {
  private static final String PAGE = "/r/" + BranchingExample.TOUCHPOINT;
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
  private static final Pattern ASKED =
      Pattern.compile("<input type=\"(radio|checkbox)\" id=\"q1-first\" name=\"([^\"]+)\"");
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(BranchingPageIT.class, keys);
    server = feedback.start(clock, Map.of());
    BranchingExample.apply(feedback.channel(server));
  }

  @BeforeEach
  void anHourLater() {
    clock.advance(Duration.ofHours(1));
  }

  @AfterAll
  void stop() {
    client.close();
    feedback.close();
  }

  @Test
  void coreQuestionIsAskedAloneAndStoredBeforeAnythingElse() throws Exception {
    HttpResponse<String> page = get(PAGE + "?lang=en");

    assertThat(page.body()).contains("Satisfied?").doesNotContain("What went wrong?", "<textarea");
    HttpResponse<String> next = answered(page, "answer.overall=1");

    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body())
        .contains("Your rating is stored.", "What went wrong?", "type=\"checkbox\"", "<textarea")
        .contains("you may choose several", ">Finish</button>", "Number", "Code")
        .doesNotContain("Was it fair?", "<nav");
    assertThat(last().getAnswersList()).singleElement().matches(answer -> answer.getScore() == 1);
  }

  @Test
  void furtherPagesAskWhatTheAnswersCallForAndTheCommentComesLast() throws Exception {
    HttpResponse<String> second = answered(get(PAGE + "?lang=en&via=qr"), "answer.overall=2");
    assertThat(second.body())
        .contains("What went wrong?", "Was it fair?", ">Continue</button>")
        .doesNotContain("<textarea");

    HttpResponse<String> third =
        answered(second, "answer.wrong=result", "answer.wrong=waiting", "answer.fair=0");
    assertThat(third.body())
        .contains("Would you come back?", "<textarea", ">Finish</button>")
        .doesNotContain("What went wrong?");

    HttpResponse<String> thanks = answered(third, "answer.again=never", "comment=Too+long");

    assertThat(thanks.body()).contains("<h1>Received.</h1>");
    Rating kept = last();
    assertThat(kept.getChannel()).isEqualTo(org.onthaal.v1.Channel.QR);
    assertThat(kept.getComment()).isEqualTo("Too long");
    assertThat(
            kept.getAnswersList().stream()
                .map(answer ->
                    answer.getQuestion()
                        + "="
                        + (answer.hasScore()
                            ? answer.getScore()
                            : answer.getChoices().getCodesList())))
        .containsExactly("overall=2", "fair=0", "wrong=[waiting, result]", "again=[never]");
  }

  @Test
  void furtherPagesMayBeLeftEmpty() throws Exception {
    HttpResponse<String> second = answered(get(PAGE + "?lang=en"), "answer.overall=2");
    HttpResponse<String> third = answered(second);

    // Nothing more to ask, so that only the comment is left.
    assertThat(third.body()).contains("<textarea", ">Finish</button>").doesNotContain("<fieldset");
    assertThat(answered(third, "comment=").body()).contains("<h1>Received.</h1>");
    assertThat(last().getAnswersCount()).isOne();
  }

  @Test
  void answerThatCallsForNothingLeavesTheComment() throws Exception {
    HttpResponse<String> second = answered(get(PAGE + "?lang=fr"), "answer.overall=5");

    assertThat(second.body())
        .contains("Votre avis est enregistré.", "<textarea")
        .doesNotContain("<fieldset");
    assertThat(answered(second, "comment=Bravo").body()).contains("<h1>Reçu.</h1>");
    assertThat(last().getComment()).isEqualTo("Bravo");
  }

  @Test
  void choiceThatIsNotOfferedIsToldAndNothingIsLost() throws Exception {
    HttpResponse<String> second = answered(get(PAGE + "?lang=en"), "answer.overall=1");

    HttpResponse<String> refused =
        answered(second, "answer.wrong=nonsense", "answer.wrong=staff", "comment=Kept");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("Choose one of the answers offered.", ">\nKept</textarea>", "href=\"#q1-first\"")
        .containsPattern("value=\"staff\" checked");
    assertThat(asked(refused)).isEqualTo("answer.wrong");
    assertThat(answered(refused, "answer.wrong=staff", "comment=Kept").statusCode()).isEqualTo(200);
    assertThat(last().getComment()).isEqualTo("Kept");
  }

  @Test
  void whoComesBackTooLateKeepsTheFirstAnswer() throws Exception {
    HttpResponse<String> second = answered(get(PAGE + "?lang=en"), "answer.overall=1");
    clock.advance(Duration.ofHours(25));

    HttpResponse<String> late = answered(second, "answer.wrong=staff", "comment=");

    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("can no longer be added to");
    assertThat(last().getAnswersCount()).isOne();
  }

  @Test
  void strangerCannotAddToARating() throws Exception {
    HttpResponse<String> second = answered(get(PAGE + "?lang=en"), "answer.overall=1");
    String form = hidden(second.body()).replaceFirst("code=[^&]+", "code=a" + "b".repeat(26));

    HttpResponse<String> refused = post(form + "&answer.wrong=staff&comment=Mine");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(last().getComment()).isEmpty();
  }

  @Test
  void formOnAPageOfSomebodyElseIsTakenAndTheRestIsAsked() throws Exception {
    HttpResponse<String> next =
        post("score=2&comment=From+there&lang=nl", "Origin", "https://stad.example");

    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).contains("Uw mening is bewaard.", "Wat?", "Eerlijk?");
    assertThat(last().getComment()).isEqualTo("From there");
    HttpResponse<String> third = answered(next, "answer.wrong=staff", "answer.fair=1");
    assertThat(third.body()).contains("<h1>Ontvangen.</h1>");
    assertThat(last().getAnswersCount()).isEqualTo(3);
    assertThat(last().getComment()).isEqualTo("From there");
  }

  @Test
  void formOnAPageOfSomebodyElseMayAskTheCoreQuestionOfAnySurvey() throws Exception {
    HttpResponse<String> next =
        client.send(
            request("/r/senne-population-counter", "score=4&lang=en").build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(next.body()).contains("Your rating is stored.", "name=\"answer.ease\"", "<textarea");
    assertThat(next.body()).doesNotContain("name=\"answer.overall\"");
  }

  @Test
  void whoFillsInWhatNobodySeesIsMarkedAndThanked() throws Exception {
    HttpResponse<String> page = get(PAGE + "?lang=en");
    assertThat(page.body())
        .contains("class=\"trap\" aria-hidden=\"true\"", "name=\"pelican\"", "tabindex=\"-1\"");

    assertThat(answered(page, "answer.overall=5", "pelican=http%3A%2F%2Fx").statusCode())
        .isEqualTo(200);

    assertThat(lastStored().getFlagsList()).containsExactly(Flag.SUSPECTED);
  }

  @Test
  void whoAnswersFasterThanOneCanReadIsMarkedAndThanked() throws Exception {
    HttpResponse<String> page = get(PAGE + "?lang=en");
    HttpResponse<String> hasty = post(hidden(page.body()) + "&answer.overall=5&pelican=");
    assertThat(hasty.statusCode()).isEqualTo(200);
    assertThat(lastStored().getFlagsList()).containsExactly(Flag.SUSPECTED);

    clock.advance(Duration.ofSeconds(1));
    assertThat(answered(get(PAGE + "?lang=en"), "answer.overall=5").statusCode()).isEqualTo(200);
    assertThat(lastStored().getFlagsList()).isEmpty();
  }

  @Test
  void contextOfAFormIsKeptWhereTheSurveyAsksForIt() throws Exception {
    post("score=1&lang=en&context.page=%2Fpermit&context.colour=red");

    assertThat(last().getContextMap()).containsExactly(Map.entry("page", "/permit"));
  }

  private Rating last() {
    return lastStored().getRating();
  }

  private StoredRating lastStored() {
    List<StoredRating> all =
        new ArrayList<>(
            feedback
                .ratings(server)
                .listRatings(ListRatingsRequest.newBuilder().setPageSize(1_000).build())
                .getRatingsList());
    return all.stream()
        .max(java.util.Comparator.comparing(stored -> stored.getRating().getId()))
        .orElseThrow();
  }

  // What a browser sends of a page: its hidden fields and what a person filled in, a while later.
  private HttpResponse<String> answered(HttpResponse<String> page, String... filledIn)
      throws Exception {
    clock.advance(Duration.ofSeconds(10));
    return post(
        Stream.concat(Stream.of(hidden(page.body())), Stream.of(filledIn))
            .collect(Collectors.joining("&")));
  }

  private static String hidden(String page) {
    return HIDDEN
        .matcher(page)
        .results()
        .map(field ->
            URLEncoder.encode(field.group(1), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(field.group(2), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String asked(HttpResponse<String> page) {
    Matcher matcher = ASKED.matcher(page.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(2);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form, String... headers) throws Exception {
    HttpRequest.Builder request = request(PAGE, form);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String form) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }
}
