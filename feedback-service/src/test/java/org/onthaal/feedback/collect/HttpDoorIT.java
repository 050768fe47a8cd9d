package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.ApiContract;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.Rating;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpDoorIT {
  private static final String GOOD =
      "{\"touchpoint\": \"" + BadInputs.TOUCHPOINT + "\", \"answers\": [{\"score\": 4}]}";

  private final Ratings ratings = new Ratings(new Random(11));
  private final TestClock clock = new TestClock(BadInputs.NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;
  private ApiContract contract;

  record Answer(int status, JsonObject body, HttpResponse<String> response) {
    String text(String member) {
      return body.get(member).getAsString();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    List<String> violations() {
      return body.getAsJsonArray("violations").asList().stream()
          .map(JsonElement::getAsJsonObject)
          .map(v -> v.get("field").getAsString() + " " + v.get("reason").getAsString())
          .toList();
    }
  }

  @BeforeAll
  void start(@TempDir Path keys) throws IOException {
    feedback = new TestFeedback(HttpDoorIT.class, keys);
    server = feedback.start(clock, Map.of());
    contract =
        ApiContract.of(
            raw("GET /openapi.json HTTP/1.1\r\nHost: localhost")
                .replaceFirst("(?s).*?\r\n\r\n", ""));
  }

  @AfterAll
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void ratingIsStoredAndARepetitionIsADuplicate() throws Exception {
    String json = json(rating(4).build());

    Answer first = post("/v1/ratings", json);
    Answer second = post("/v1/ratings", json);

    assertThat(first.status()).as(first.body().toString()).isEqualTo(200);
    assertThat(first.text("administration")).isEqualTo("commune-de-la-senne");
    assertThat(first.body().get("duplicate").getAsBoolean()).isFalse();
    assertThat(second.body().get("duplicate").getAsBoolean()).isTrue();
    assertThat(second.text("code")).isEqualTo(first.text("code"));
    assertThat(first.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void sameIdWithOtherContentIs422() throws Exception {
    Rating rating = rating(4).build();
    post("/v1/ratings", json(rating));

    Answer answer =
        post(
            "/v1/ratings",
            json(
                rating.toBuilder()
                    .setAnswers(0, org.onthaal.v1.Answer.newBuilder().setScore(1))
                    .build()));

    assertProblem(answer, 422, "ID_REUSED");
  }

  static Stream<BadInputs.Row> badRatings() {
    return BadInputs.rows().stream().filter(BadInputs.Row::onHttp);
  }

  @ParameterizedTest
  @MethodSource("badRatings")
  void badRatingIsRefusedNamingTheField(BadInputs.Row row) throws Exception {
    Answer answer = post("/v1/ratings", json(row.rating()));

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.violations()).contains(row.field() + " " + row.reason());
  }

  static Stream<Arguments> badBodies() {
    return Stream.of(
        Arguments.of("", "MALFORMED"),
        Arguments.of("{", "MALFORMED"),
        Arguments.of("[]", "MALFORMED"),
        Arguments.of("null", "MALFORMED"),
        Arguments.of("hello", "MALFORMED"),
        Arguments.of(GOOD + " {}", "MALFORMED"),
        Arguments.of(GOOD.replace('"', '\''), "MALFORMED"),
        Arguments.of("/* a comment */" + GOOD, "MALFORMED"),
        Arguments.of("[".repeat(100_000), "MALFORMED"),
        Arguments.of("{\"a\":".repeat(100_000), "MALFORMED"),
        Arguments.of(GOOD.replace("4", "NaN"), "MALFORMED"));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void bodyThatIsNoJsonObjectIsMalformed(String body, String reason) throws Exception {
    assertProblem(post("/v1/ratings", body), 400, reason);
  }

  static Stream<Arguments> unreadableFields() {
    return Stream.of(
        Arguments.of("'answers': [{'score': 'four'}]", "answers[0].score INVALID"),
        Arguments.of("'answers': [{'score': 4.5}]", "answers[0].score INVALID"),
        Arguments.of("'answers': [{'score': 1e999999999}]", "answers[0].score INVALID"),
        Arguments.of("'answers': [{'score': 4294967300}]", "answers[0].score INVALID"),
        Arguments.of("'answers': [{'score': 4, 'dontKnow': {}}]", "answers[0].dontKnow INVALID"),
        Arguments.of("'answers': [null]", "answers[0] INVALID"),
        Arguments.of("'answers': 4", "answers INVALID"),
        Arguments.of("'answers': [{'metric': 'STARS'}]", "answers[0].metric INVALID"),
        Arguments.of("'answers': [{'scroe': 4}]", "answers[0].scroe UNKNOWN_FIELD"),
        Arguments.of("'channel': 'PIGEON'", "channel INVALID"),
        Arguments.of("'ratedAt': 'yesterday'", "ratedAt INVALID"),
        Arguments.of("'ratedAt': '2026-02-30T00:00:00Z'", "ratedAt INVALID"),
        Arguments.of("'ratedAt': 1700000000", "ratedAt INVALID"),
        Arguments.of("'ratedAt': '1999-01-01T00:00:00Z'", "ratedAt TIME_OUT_OF_RANGE"),
        Arguments.of("'ratedAt': '2027-01-01T00:00:00Z'", "ratedAt TIME_OUT_OF_RANGE"),
        Arguments.of("'comment': 5", "comment INVALID"),
        Arguments.of("'comment': '\\ud800'", "comment INVALID"),
        Arguments.of("'comment': '\\u0000'", "comment CONTROL_CHARACTER"),
        Arguments.of("'comment': 'a', 'comment': 'b'", "comment INVALID"),
        Arguments.of("'language': 'a b'", "language LANGUAGE_MALFORMED"),
        Arguments.of("'surveyVersion': -1", "surveyVersion INVALID"));
  }

  @ParameterizedTest
  @MethodSource("unreadableFields")
  void fieldThatCannotBeReadIsNamedBesideAllOthers(String member, String violation)
      throws Exception {
    String body = "{'mistake': 1, %s}".formatted(member).replace('\'', '"');

    Answer answer = post("/v1/ratings", body);

    assertProblem(answer, 400, "VIOLATIONS");
    assertThat(answer.violations())
        .contains(violation, "mistake UNKNOWN_FIELD", "touchpoint MISSING")
        .doesNotHaveDuplicates();
  }

  @Test
  void unknownFieldAloneHasItsOwnReason() throws Exception {
    Answer answer = post("/v1/ratings", GOOD.replace("{\"touch", "{\"stars\": 1, \"touch"));

    assertProblem(answer, 400, "UNKNOWN_FIELD");
    assertThat(answer.violations()).containsExactly("stars UNKNOWN_FIELD");
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() throws Exception {
    byte[] body = GOOD.replace("score", "scor\u00e9").getBytes(StandardCharsets.ISO_8859_1);

    Answer answer = send(request("/v1/ratings").POST(BodyPublishers.ofByteArray(body)));

    assertProblem(answer, 400, "MALFORMED");
  }

  @Test
  void unknownTouchpointIs404() throws Exception {
    assertProblem(
        post("/v1/ratings", GOOD.replace(BadInputs.TOUCHPOINT, "no-such-place")),
        404,
        "TOUCHPOINT_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/json; charset=utf-8, 200",
    "text/plain;charset=UTF-8, 200",
    "application/x-www-form-urlencoded, 200",
    "application/json; charset=iso-8859-1, 415",
    "application/xml, 415",
    "multipart/form-data, 415",
    "nonsense, 415"
  })
  void mediaTypeDecidesWhetherABodyIsRead(String type, int status) throws Exception {
    Answer answer =
        send(
            request("/v1/ratings")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(GOOD)));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    if (status == 415) {
      assertProblem(answer, 415, "MEDIA_TYPE_UNSUPPORTED");
    }
  }

  @Test
  void bodyAboveTheLimitIs413() throws Exception {
    Answer answer = post("/v1/ratings", " ".repeat(2_000_000));

    assertProblem(answer, 413, "MESSAGE_TOO_LARGE");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404, NOT_FOUND, ''",
    "GET, /v1, 404, NOT_FOUND, ''",
    "PUT, /v1/ratings, 405, METHOD_NOT_ALLOWED, 'POST, GET, OPTIONS'",
    "GET, /v1/ratings:batch, 405, METHOD_NOT_ALLOWED, 'POST, OPTIONS'",
    "POST, /v1/ratings?x=1, 400, UNKNOWN_PARAMETER, ''",
    "GET, /v1/ratings?size=1, 400, UNKNOWN_PARAMETER, ''",
    "GET, /v1/ratings?pageSize=0, 400, VIOLATIONS, ''",
    "GET, /v1/ratings?pageSize=1001, 400, VIOLATIONS, ''",
    "GET, /v1/ratings?pageSize=1&pageSize=2, 400, VIOLATIONS, ''",
    "GET, /v1/ratings?pageToken=!!, 400, VIOLATIONS, ''",
    "GET, /v1/ratings?from=soon, 400, VIOLATIONS, ''",
    "GET, /v1/ratings?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, 400, VIOLATIONS, ''",
    "GET, /v1/touchpoints/none/survey, 404, TOUCHPOINT_UNKNOWN, ''",
    "GET, /v1/touchpoints/none/survey?lang=%21, 400, VIOLATIONS, ''",
    "GET, /v1/touchpoints/none/survey?language=nl, 400, UNKNOWN_PARAMETER, ''",
    "DELETE, /v1/ratings/42, 400, VIOLATIONS, ''"
  })
  void whatIsNotThereIsRefusedInTheSameForm(
      String method, String path, int status, String reason, String allow) throws Exception {
    Answer answer =
        send(
            request(path.replace("!", "%21"))
                .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : GOOD)));

    assertProblem(answer, status, reason);
    assertThat(answer.header("allow")).isEqualTo(allow);
  }

  @Test
  void batchAnswersEachItemInOrder() throws Exception {
    String bad = GOOD.replace("4", "9");
    String odd = GOOD.replace("score", "stars");

    Answer answer =
        post(
            "/v1/ratings:batch",
            "{\"ratings\": [%s, %s, %s, 5, %s]}".formatted(GOOD, bad, odd, GOOD));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    JsonArray results = answer.body().getAsJsonArray("results");
    assertThat(results).hasSize(5);
    assertThat(results.get(0).getAsJsonObject().has("receipt")).isTrue();
    assertThat(results.get(1).toString()).contains("SCORE_OUT_OF_RANGE", "answers[0].score");
    assertThat(results.get(2).toString()).contains("UNKNOWN_FIELD", "answers[0].stars");
    assertThat(results.get(3).toString()).contains("INVALID");
    assertThat(results.get(4).getAsJsonObject().has("receipt")).isTrue();
  }

  @Test
  void batchWithoutOrWithTooManyRatingsIsRefused() throws Exception {
    assertProblem(post("/v1/ratings:batch", "{}"), 400, "VIOLATIONS");
    assertProblem(
        post("/v1/ratings:batch", "{\"ratings\": [" + "{},".repeat(1_000) + "{}]}"),
        400,
        "BATCH_TOO_LARGE");
    assertProblem(
        post("/v1/ratings:batch", "{\"ratings[9]\": 1, \"ratings\": [{}]}"), 400, "UNKNOWN_FIELD");
  }

  @Test
  void ratingIsAmendedAndErasedByItsReceipt() throws Exception {
    Answer receipt = post("/v1/ratings", GOOD);
    String path = "/v1/ratings/" + receipt.text("id");
    String change = "{\"answers\": [{\"score\": 2}], \"comment\": \"toch niet\"}";

    Answer none = change("PATCH", path, "", change);
    Answer wrong = change("PATCH", path, "Receipt a" + "b".repeat(26), change);
    Answer amended = change("PATCH", path, "Receipt " + receipt.text("code"), change);
    Answer listed = get("/v1/ratings?pageSize=1000");
    Answer erased = change("DELETE", path, "Receipt " + receipt.text("code"), "");

    assertProblem(none, 400, "VIOLATIONS");
    assertThat(none.violations()).containsExactly("Authorization MISSING");
    assertProblem(wrong, 403, "RECEIPT_WRONG");
    assertThat(amended.status()).as(amended.body().toString()).isEqualTo(200);
    assertThat(listed.body().toString()).contains(receipt.text("id"), "toch niet");
    assertThat(erased.text("position")).matches("\\d+:\\d+");
    assertThat(get("/v1/ratings?pageSize=1000").body().toString())
        .doesNotContain(receipt.text("id"));
  }

  @Test
  void amendmentIsRefusedAfterTheEditWindowOrWithoutARating() throws Exception {
    Answer receipt = post("/v1/ratings", GOOD);
    String code = "Receipt " + receipt.text("code");
    clock.advance(Duration.ofHours(25));

    Answer late =
        change("PATCH", "/v1/ratings/" + receipt.text("id"), code, "{\"comment\": \"x\"}");
    clock.set(BadInputs.NOW);
    Answer unknown = change("DELETE", "/v1/ratings/" + ratings.id(BadInputs.NOW), code, "");

    assertProblem(late, 409, "EDIT_WINDOW_OVER");
    assertProblem(unknown, 404, "RATING_UNKNOWN");
  }

  @Test
  void surveyIsToldInTheLanguageAskedForWithEveryField() throws Exception {
    Answer answer = get("/v1/touchpoints/" + BadInputs.TOUCHPOINT + "/survey?lang=nl-BE");

    assertThat(answer.text("language")).isEqualTo("nl");
    JsonObject question = answer.body().getAsJsonArray("questions").get(0).getAsJsonObject();
    assertThat(question.getAsJsonArray("points")).hasSize(5);
    assertThat(question.has("dontKnowOffered")).isTrue();
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
  }

  @Test
  void pagesOfOtherSitesMaySendRatingsButNotReadThem() throws Exception {
    Answer preflight =
        send(
            request("/v1/ratings")
                .header("Origin", "https://commune.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    Answer refused =
        send(
            request("/v1/ratings")
                .header("Origin", "https://commune.example")
                .POST(BodyPublishers.ofString("{")));

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("access-control-allow-methods")).isEqualTo("POST");
    assertThat(preflight.header("access-control-allow-headers"))
        .isEqualTo("Authorization, Content-Type");
    assertThat(preflight.header("access-control-allow-credentials")).isEmpty();
    assertThat(refused.header("access-control-expose-headers")).isEqualTo("Retry-After");
    assertThat(refused.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(get("/v1/ratings").header("access-control-allow-origin")).isEmpty();
  }

  @Test
  void pagesOfOtherSitesMayAmendWithTheReceiptButNotErase() throws Exception {
    Answer receipt = post("/v1/ratings", GOOD);
    String path = "/v1/ratings/" + receipt.text("id");
    String code = "Receipt " + receipt.text("code");

    Answer preflight =
        send(
            request(path)
                .header("Origin", "https://commune.example")
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    Answer amended = change("PATCH", path, code, "{\"comment\": \"x\"}");
    Answer erased = change("DELETE", path, code, "");

    assertThat(preflight.header("access-control-allow-methods")).isEqualTo("PATCH");
    assertThat(amended.status()).isEqualTo(200);
    assertThat(amended.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.header("access-control-allow-origin")).isEmpty();
  }

  @Test
  void pageOfAnotherSiteCannotImport() throws Exception {
    String imported = GOOD.replace("{\"touch", "{\"origin\": \"IMPORT\", \"touch");

    assertThat(post("/v1/ratings", imported).status()).isEqualTo(200);
    assertProblem(
        send(
            request("/v1/ratings")
                .header("Origin", "https://commune.example")
                .POST(BodyPublishers.ofString(imported))),
        403,
        "ORIGIN_NOT_ALLOWED");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "rebound.example, 403",
    "localhost.example, 403"
  })
  void internalPathAnswersOnlyWhoAsksForThisMachineByName(String host, int status)
      throws Exception {
    assertThat(raw("GET /v1/ratings HTTP/1.1\r\nHost: " + host))
        .startsWith("HTTP/1.1 " + status)
        .contains(status == 403 ? "LOOPBACK_ONLY" : "\"ratings\"");
  }

  @Test
  void whatIsNotHttpIsRefusedInTheSameForm() throws Exception {
    assertThat(raw("GET /v1/ratings?a=%zz HTTP/1.1\r\nHost: localhost"))
        .startsWith("HTTP/1.1 400")
        .contains("problem+json");
  }

  private Ratings.Draft rating(int score) {
    return ratings.csat(score, BadInputs.NOW.minusSeconds(5)).at(BadInputs.TOUCHPOINT);
  }

  private static String json(Rating rating) throws IOException {
    return JsonFormat.printer().print(rating);
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path));
  }

  private Answer get(String path) throws Exception {
    return send(request(path).GET());
  }

  private Answer post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private Answer change(String method, String path, String authorization, String body)
      throws Exception {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
  }

  private Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    JsonObject body =
        response.body().isEmpty()
            ? new JsonObject()
            : JsonParser.parseString(response.body()).getAsJsonObject();
    if (!response.request().method().equals("OPTIONS")) {
      assertThat(contract.differences(exchange(response))).isEmpty();
    }
    return new Answer(response.statusCode(), body, response);
  }

  private static ApiContract.Exchange exchange(HttpResponse<String> response) {
    return new ApiContract.Exchange(
        response.request().method(),
        response.uri().getPath(),
        response.statusCode(),
        ApiContract.headers(response.headers()),
        response.body());
  }

  private static void assertProblem(Answer answer, int status, String reason) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.text("reason")).isEqualTo(reason);
    assertThat(answer.body().get("status").getAsInt()).isEqualTo(status);
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
  }
}
