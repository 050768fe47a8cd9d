package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Duration;
import com.google.protobuf.util.JsonFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.BranchingExample;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.Answer;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.Choices;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Flag;
import org.onthaal.v1.GetSurveyRequest;
import org.onthaal.v1.Hints;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListSurveysRequest;
import org.onthaal.v1.LocalizedChoice;
import org.onthaal.v1.LocalizedQuestion;
import org.onthaal.v1.LocalizedSurvey;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Question;
import org.onthaal.v1.Rating;
import org.onthaal.v1.RatingFacts;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.RecountCell;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.StoredRating;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.TailRequest;
import org.onthaal.v1.TailResponse;
import org.onthaal.v1.Violation;

/// A survey with choices and branches, asked and answered at every door, with what a page knows of
/// the contact and what it noticed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BranchesIT {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  private final Ratings ratings = new Ratings(new Random(11));
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;
  private FeedbackServiceBlockingStub stub;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(BranchesIT.class, keys);
    server = feedback.start(new TestClock(NOW), Map.of());
    stub = feedback.feedback(server);
    BranchingExample.apply(feedback.channel(server));
  }

  @AfterAll
  void stop() {
    client.close();
    feedback.close();
  }

  @Test
  void surveyTellsChoicesBranchesAndWhatMayBeSentAlong() throws Exception {
    LocalizedSurvey survey =
        stub.getSurvey(
                GetSurveyRequest.newBuilder()
                    .setTouchpoint(BranchingExample.TOUCHPOINT)
                    .setLanguage("en")
                    .build())
            .getSurvey();
    LocalizedQuestion wrong = survey.getQuestions(1);

    assertThat(survey.getContextKeysList()).containsExactly("page", "plan");
    assertThat(survey.getHintsAccepted()).isTrue();
    assertThat(survey.getQuestions(0).hasAskedWhen()).isFalse();
    assertThat(wrong.getMetric()).isEqualTo(Metric.METRIC_UNSPECIFIED);
    assertThat(wrong.getSeveralAllowed()).isTrue();
    assertThat(wrong.getAskedWhen().getQuestion()).isEqualTo("overall");
    assertThat(wrong.getAskedWhen().getScoresList()).containsExactly(1, 2);
    assertThat(wrong.getChoicesList())
        .extracting(LocalizedChoice::getCode, LocalizedChoice::getLabel)
        .containsExactly(
            tuple("waiting", "The wait"),
            tuple("staff", "The staff"),
            tuple("result", "The result"));
    LocalizedSurvey.Builder overHttp = LocalizedSurvey.newBuilder();
    JsonFormat.parser()
        .merge(
            get("/v1/touchpoints/" + BranchingExample.TOUCHPOINT + "/survey?lang=en").body(),
            overHttp);
    assertThat(overHttp.build()).isEqualTo(survey);
  }

  @Test
  void catalogueTellsThemInEveryLanguage() {
    var surveys =
        CatalogServiceGrpc.newBlockingStub(feedback.channel(server))
            .listSurveys(ListSurveysRequest.newBuilder().addSurveys("branching").build())
            .getSurveysList();
    Question wrong = surveys.getFirst().getQuestions(1);

    assertThat(surveys.getFirst().getContextKeysList()).containsExactly("page", "plan");
    assertThat(wrong.getChoices(0).getLabelsMap())
        .containsEntry("fr", "Attente")
        .containsEntry("en", "The wait");
    assertThat(wrong.getAskedWhen().getScoresList()).containsExactly(1, 2);
    assertThat(wrong.getSeveralAllowed()).isTrue();
  }

  @Test
  void everyDoorKeepsChoicesAndContext() throws Exception {
    Rating rating = whole();
    Rating second = whole();
    Rating third = whole();
    submit(rating);
    stub.submitRatings(SubmitRatingsRequest.newBuilder().addRatings(second).build());
    HttpResponse<String> http = post("/v1/ratings", JsonFormat.printer().print(third));

    assertThat(http.statusCode()).as(http.body()).isEqualTo(200);
    for (Rating sent : List.of(rating, second, third)) {
      Rating kept = stored(sent.getId()).getRating();
      // Scores first, choices in the order of the question.
      assertThat(kept.getAnswersList())
          .extracting(Answer::getQuestion)
          .containsExactly("overall", "wrong");
      assertThat(kept.getAnswers(1).getChoices().getCodesList())
          .containsExactly("waiting", "result");
      assertThat(kept.getContextMap())
          .containsExactly(Map.entry("page", "/permit?mail=[e-mail]"), Map.entry("plan", "b"));
    }
  }

  @Test
  void contextIsKeptBesideOneAnswerToo() {
    // After a first rating of the administration they are written another way.
    submit(whole());
    Rating rating =
        ratings.csat(4, NOW).at(BranchingExample.TOUCHPOINT).build().toBuilder()
            .putContext("page", "\"quoted\" \\ é")
            .build();

    submit(rating);

    assertThat(stored(rating.getId()).getRating().getContextMap())
        .containsExactly(Map.entry("page", "\"quoted\" \\ é"));
    assertThat(submit(rating).getDuplicate()).isTrue();
  }

  @Test
  void retryIsRecognisedAndOtherContentIsRefused() {
    Rating rating = whole();
    submit(rating);

    assertThat(submit(rating).getDuplicate()).isTrue();
    assertThat(
            submit(rating.toBuilder().setHints(Hints.newBuilder().setTrapFilled(true)).build())
                .getDuplicate())
        .isTrue();
    assertThat(refusal(rating.toBuilder().putContext("plan", "c").build()).getReason())
        .isEqualTo(Reason.ID_REUSED);
    assertThat(refusal(rating.toBuilder().clearContext().build()).getReason())
        .isEqualTo(Reason.ID_REUSED);
    assertThat(
            refusal(rating.toBuilder().setAnswers(0, chosen("wrong", "staff")).build()).getReason())
        .isEqualTo(Reason.ID_REUSED);
  }

  @Test
  void exportedRatingIsRecognisedWhenItComesBack() {
    Rating rating = whole();
    submit(rating);
    Rating kept = stored(rating.getId()).getRating();

    Rating returned = kept.toBuilder().setOrigin(Origin.IMPORT).build();

    assertThat(submit(returned).getDuplicate()).isTrue();
    assertThat(refusal(returned.toBuilder().putContext("plan", "z").build()).getReason())
        .isEqualTo(Reason.ID_REUSED);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    Rating rating =
        ratings.csat(4, NOW).at(BranchingExample.TOUCHPOINT).build().toBuilder()
            .addAnswers(chosen("wrong", "waiting", "nonsense", "waiting"))
            .addAnswers(Answer.newBuilder().setQuestion("fair").setScore(1))
            .addAnswers(chosen("again", "perhaps", "never"))
            .putContext("page", "x".repeat(201))
            .putContext("plan", "a\u0000b")
            .putContext("colour", "red")
            .build();
    HttpResponse<String> http = post("/v1/ratings", JsonFormat.printer().print(rating));

    Problem problem = refusal(rating);

    assertThat(problem.getViolationsList())
        .extracting(Violation::getField, Violation::getReason)
        .containsExactlyInAnyOrder(
            tuple("answers[1].choices.codes[1]", Reason.CHOICE_UNKNOWN),
            tuple("answers[1].choices.codes[2]", Reason.INVALID),
            tuple("answers[2].question", Reason.QUESTION_NOT_ASKED),
            tuple("answers[3].choices", Reason.TOO_MANY_CHOICES),
            tuple("context.page", Reason.CONTEXT_TOO_LONG),
            tuple("context.plan", Reason.CONTROL_CHARACTER),
            tuple("context.colour", Reason.CONTEXT_UNKNOWN));
    assertThat(http.statusCode()).isEqualTo(400);
    assertThat(
            JsonParser.parseString(http.body())
                .getAsJsonObject()
                .getAsJsonArray("violations")
                .size())
        .isEqualTo(problem.getViolationsCount());
  }

  @Test
  void answerOfTheWrongKindIsRefused() {
    Rating base = ratings.csat(1, NOW).at(BranchingExample.TOUCHPOINT).build();

    assertThat(
            refusal(
                    base.toBuilder()
                        .setAnswers(0, chosen("overall", "waiting"))
                        .addAnswers(Answer.newBuilder().setQuestion("wrong").setScore(1))
                        .build())
                .getViolationsList())
        .extracting(Violation::getField, Violation::getReason)
        .contains(
            tuple("answers[0].choices", Reason.ANSWER_MISMATCH),
            tuple("answers[1].score", Reason.ANSWER_MISMATCH));
    assertThat(
            refusal(base.toBuilder().clearAnswers().addAnswers(chosen("wrong", "staff")).build())
                .getViolationsList())
        .extracting(Violation::getField, Violation::getReason)
        .contains(tuple("answers", Reason.MISSING));
    assertThat(refusal(base.toBuilder().addAnswers(chosen("wrong")).build()).getViolationsList())
        .extracting(Violation::getField, Violation::getReason)
        .containsExactly(tuple("answers[1].choices", Reason.MISSING));
  }

  @Test
  void hintsMarkAndNeverRefuseAndAreNotKept() {
    Rating trapped = hinted(Hints.newBuilder().setTrapFilled(true).build());
    Rating fast = hinted(answeredIn(0, 299_000_000));
    Rating slow = hinted(answeredIn(0, 300_000_000));
    Rating impossible = hinted(answeredIn(-5, 0));
    List<Rating> all = List.of(trapped, fast, slow, impossible);

    all.forEach(this::submit);

    assertThat(stored(trapped.getId()).getFlagsList()).containsExactly(Flag.SUSPECTED);
    assertThat(stored(fast.getId()).getFlagsList()).containsExactly(Flag.SUSPECTED);
    assertThat(stored(slow.getId()).getFlagsList()).isEmpty();
    assertThat(stored(impossible.getId()).getFlagsList()).isEmpty();
    all.forEach(rating -> assertThat(stored(rating.getId()).getRating().hasHints()).isFalse());
  }

  @Test
  void hintsAndContextAreReadFromJsonStrictly() throws Exception {
    String json =
        "{\"touchpoint\": \"branching-desk\", \"answers\": [{\"score\": 4}], \"hints\":"
            + " {\"trapFilled\": \"yes\", \"answeredIn\": \"soon\"}, \"context\": {\"page\": 1,"
            + " \"plan\": \"a\", \"plan\": \"b\"}}";

    JsonObject problem = JsonParser.parseString(post("/v1/ratings", json).body()).getAsJsonObject();

    assertThat(problem.getAsJsonArray("violations"))
        .extracting(violation -> violation.getAsJsonObject().get("field").getAsString())
        .containsExactlyInAnyOrder(
            "hints.trapFilled", "hints.answeredIn", "context.page", "context.plan");
  }

  @Test
  void amendmentReplacesChoicesAndKeepsContext() {
    Rating rating = whole();
    Receipt receipt = submit(rating);

    stub.amendRating(
        AmendRatingRequest.newBuilder()
            .setId(receipt.getId())
            .setReceiptCode(receipt.getCode())
            .addAnswers(Answer.newBuilder().setScore(2))
            .addAnswers(chosen("wrong", "staff"))
            .addAnswers(Answer.newBuilder().setQuestion("fair").setScore(0))
            .addAnswers(chosen("again", "never"))
            .build());

    Rating kept = stored(rating.getId()).getRating();
    assertThat(kept.getAnswersList())
        .extracting(Answer::getQuestion)
        .containsExactly("overall", "fair", "wrong", "again");
    assertThat(kept.getAnswers(2).getChoices().getCodesList()).containsExactly("staff");
    assertThat(kept.getContextMap()).containsEntry("plan", "b");
  }

  @Test
  void erasedRatingLeavesNoChoiceAndNoContext() {
    Rating rating = whole();
    Receipt receipt = submit(rating);

    stub.eraseRating(
        EraseRatingRequest.newBuilder()
            .setId(receipt.getId())
            .setReceiptCode(receipt.getCode())
            .build());

    String ofIt = " WHERE id = '" + rating.getId() + "'";
    assertThat(feedback.count("SELECT count(*) FROM rating_answer" + ofIt)).isZero();
    assertThat(feedback.count("SELECT count(context) FROM rating" + ofIt)).isZero();
  }

  @Test
  void choicesAreInTheLogAndInNoCountOfScores() {
    Rating rating = whole();
    Receipt receipt = submit(rating);
    String[] position = receipt.getPosition().split(":", -1);

    Iterator<TailResponse> tail =
        feedback
            .log(server)
            .tail(
                TailRequest.newBuilder()
                    .setPartition(Integer.parseInt(position[0]))
                    .setAfterOffset(Long.parseLong(position[1]) - 1)
                    .build());
    TailResponse next = tail.next();
    while (!next.hasBatch()) {
      next = tail.next(); // what was just committed may be noticed a moment later
    }
    RatingFacts facts = next.getBatch().getFacts().getEntries(0).getSubmitted().getFacts();

    assertThat(facts.getAnswers(1).getChoices().getCodesList())
        .containsExactly("waiting", "result");
    assertThat(facts.getAnswers(1).getMetric()).isEqualTo(Metric.METRIC_UNSPECIFIED);
    var recount = feedback.log(server).recount(RecountRequest.getDefaultInstance());
    recount.forEachRemaining(response ->
        assertThat(response.getCells().getCellsList())
            .extracting(RecountCell::getQuestion)
            .doesNotContain("wrong", "again"));
  }

  private static Hints answeredIn(long seconds, int nanos) {
    return Hints.newBuilder()
        .setAnsweredIn(Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
        .build();
  }

  private Rating hinted(Hints hints) {
    return ratings.csat(4, NOW).at(BranchingExample.TOUCHPOINT).build().toBuilder()
        .setHints(hints)
        .build();
  }

  private Rating whole() {
    return ratings.csat(1, NOW).at(BranchingExample.TOUCHPOINT).build().toBuilder()
        .clearAnswers()
        .addAnswers(chosen("wrong", "result", "waiting"))
        .addAnswers(Answer.newBuilder().setScore(1))
        .putContext("page", "/permit?mail=jan@example.be")
        .putContext("plan", " b ")
        .build();
  }

  private static Answer chosen(String question, String... codes) {
    return Answer.newBuilder()
        .setQuestion(question)
        .setChoices(Choices.newBuilder().addAllCodes(List.of(codes)))
        .build();
  }

  private Receipt submit(Rating rating) {
    return stub.submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
        .getReceipt();
  }

  private Problem refusal(Rating rating) {
    return stub.submitRatings(SubmitRatingsRequest.newBuilder().addRatings(rating).build())
        .getResults(0)
        .getProblem();
  }

  private StoredRating stored(String id) {
    return feedback
        .ratings(server)
        .listRatings(ListRatingsRequest.newBuilder().setPageSize(1_000).build())
        .getRatingsList()
        .stream()
        .filter(stored -> stored.getRating().getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }
}
