package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.collect.PathTable;
import org.onthaal.feedback.invitation.Minted;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.testkit.ApiContract;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.Scope;

/// The served document against what the server does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {
  private static final java.time.Instant NOW = java.time.Instant.parse("2026-03-05T12:00:00Z");
  private static final String TOUCHPOINT = "senne-population-counter";
  private static final String RETIRED = "employer-line";
  private static final String GOOD =
      "{\"touchpoint\": \"%s\", \"answers\": [{\"score\": 4}]}".formatted(TOUCHPOINT);
  // The document describes the API, not itself, nor files, nor the pages that only say that nothing
  // is there.
  private static final Set<String> NOT_THE_API =
      Set.of(
          "GET /openapi.json",
          "GET /docs",
          "GET /docs/*",
          "GET /widget",
          "GET /widget/*",
          "GET /kiosk",
          "GET /kiosk/*",
          "GET /phone/prompts/*",
          "GET /",
          "GET /r");

  // Too many requests at once, and a caller from elsewhere.
  private static final Set<String> NOT_TO_BE_ORDERED =
      Set.of("POST /v1/ratings:batch 503", "GET /v1/ratings 403", "GET /r/{key}/poster 503");

  private final Ratings ratings = new Ratings(new Random(7));
  private final TestClock clock = new TestClock(NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;
  private ApiContract contract;

  @BeforeAll
  void start(@TempDir Path keys) throws Exception {
    feedback = new TestFeedback(OpenApiIT.class, keys);
    TestPostgres.execute(
        feedback.url(), "UPDATE touchpoint SET retired = true WHERE key = '" + RETIRED + "'");
    server = feedback.start(clock, Map.of());
    contract = ApiContract.of(exchange("GET", "/openapi.json", "").body());
  }

  @AfterAll
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void everyPathOfTheDoorIsDescribedAndNoOther() {
    Set<String> served =
        PathTable.ROWS.stream()
            .map(row ->
                row.method()
                    + " "
                    + row.path().replace("/r/*", "/r/{key}").replace("/i/*", "/i/{token}"))
            .filter(row -> !NOT_THE_API.contains(row))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(contract.operations()).isEqualTo(served);
  }

  @Test
  void everyParameterThatIsTakenIsDescribedAndNoOther() throws Exception {
    for (String operation : contract.operations()) {
      if (operation.endsWith("/r/{key}")
          || operation.endsWith("/i/{token}")
          || operation.endsWith("/erase")) {
        continue; // A page for people forgives what a link carries beside its own.
      }
      String[] words = operation.split(" ", 2);
      ApiContract.Exchange refused =
          exchange(words[0], words[1].replaceAll("\\{.*}", "x") + "?nonsense=1", GOOD);

      JsonObject violation =
          JsonParser.parseString(refused.body())
              .getAsJsonObject()
              .getAsJsonArray("violations")
              .get(0)
              .getAsJsonObject();
      String expected = violation.get("expected").getAsString();
      Set<String> taken =
          expected.equals("no parameter")
              ? Set.of()
              : new TreeSet<>(Arrays.asList(expected.replace("one of ", "").split(", ")));
      assertThat(violation.get("reason").getAsString()).isEqualTo("UNKNOWN_PARAMETER");
      assertThat(taken).as(operation).isEqualTo(contract.queryParameters(operation));
    }
  }

  @Test
  void everyDescribedAnswerIsGivenAsDescribed() throws Exception {
    List<String> found = new ArrayList<>();
    for (ApiContract.Exchange exchange : exchanges()) {
      found.addAll(contract.differences(exchange));
    }

    assertThat(found).isEmpty();
    assertThat(contract.unseen())
        .allMatch(answer -> answer.endsWith(" 500") || NOT_TO_BE_ORDERED.contains(answer));
  }

  private List<ApiContract.Exchange> exchanges() throws Exception {
    List<ApiContract.Exchange> all = new ArrayList<>(readings());
    all.addAll(submissions());
    all.addAll(changes());
    all.addAll(pages());
    all.addAll(invitations());
    all.addAll(devices());
    all.addAll(tooMany());
    all.addAll(outage());
    return all;
  }

  private List<ApiContract.Exchange> tooMany() throws Exception {
    FeedbackServer generous = server;
    server =
        feedback.start(
            clock,
            Map.of(
                "http.limit-loopback", "true",
                "rate.address-per-minute", "1",
                "rate.address-burst", "1"));
    try {
      Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
      return List.of(
          exchange("POST", "/v1/ratings", GOOD),
          exchange("POST", "/v1/ratings", GOOD),
          exchange("POST", "/v1/ratings:batch", "{\"ratings\": [" + GOOD + "]}"),
          exchange("POST", "/v1/devices:pair", "{\"code\": \"K7QM-4TXD\"}"),
          exchange("POST", "/v1/devices:heartbeat", "{}", bearer("none")),
          exchange("POST", "/r/" + TOUCHPOINT, "answer.overall=4", form));
    } finally {
      server = generous;
    }
  }

  private List<ApiContract.Exchange> readings() throws Exception {
    exchange("POST", "/v1/ratings", GOOD);
    return List.of(
        exchange("GET", "/v1/ratings?pageSize=1", ""),
        exchange("GET", "/v1/ratings?pageSize=0", ""),
        exchange("GET", "/v1/touchpoints/" + TOUCHPOINT + "/survey?lang=nl", ""),
        exchange("GET", "/v1/touchpoints/" + TOUCHPOINT + "/survey?lang=!", ""),
        exchange("GET", "/v1/touchpoints/none/survey", ""));
  }

  private List<ApiContract.Exchange> submissions() throws Exception {
    String id = ratings.id(NOW).toString();
    String named = GOOD.replace("{\"touch", "{\"id\": \"" + id + "\", \"touch");
    String large = " ".repeat(2_000_000);
    Map<String, String> xml = Map.of("Content-Type", "application/xml");
    return List.of(
        exchange("POST", "/v1/ratings", named),
        exchange("POST", "/v1/ratings", named),
        exchange("POST", "/v1/ratings", named.replace("4}", "5}")),
        exchange("POST", "/v1/ratings", "{}"),
        exchange("POST", "/v1/ratings", GOOD.replace(TOUCHPOINT, "nowhere")),
        exchange("POST", "/v1/ratings", large),
        exchange("POST", "/v1/ratings", GOOD, xml),
        exchange(
            "POST",
            "/v1/ratings",
            GOOD.replace("{\"touch", "{\"origin\": \"IMPORT\", \"touch"),
            Map.of("Origin", "https://elsewhere.example")),
        exchange("POST", "/v1/ratings:batch", "{\"ratings\": [" + GOOD + ", {}]}"),
        exchange("POST", "/v1/ratings:batch", "{}"),
        exchange("POST", "/v1/ratings:batch", large),
        exchange("POST", "/v1/ratings:batch", GOOD, xml));
  }

  private List<ApiContract.Exchange> changes() throws Exception {
    JsonObject receipt =
        JsonParser.parseString(exchange("POST", "/v1/ratings", GOOD).body()).getAsJsonObject();
    String path = "/v1/ratings/" + receipt.get("id").getAsString();
    Map<String, String> owner =
        Map.of("Authorization", "Receipt " + receipt.get("code").getAsString());
    Map<String, String> stranger = Map.of("Authorization", "Receipt a" + "b".repeat(26));
    Map<String, String> odd = Map.of("Content-Type", "application/xml");
    String unknown = "/v1/ratings/" + ratings.id(NOW);
    String change = "{\"comment\": \"x\"}";
    List<ApiContract.Exchange> all = new ArrayList<>();
    all.add(exchange("PATCH", path, change, owner));
    all.add(exchange("PATCH", path, change));
    all.add(exchange("PATCH", path, change, stranger));
    all.add(exchange("PATCH", unknown, change, owner));
    all.add(exchange("PATCH", path, " ".repeat(2_000_000), owner));
    all.add(exchange("PATCH", path, change, odd));
    clock.advance(Duration.ofHours(25));
    all.add(exchange("PATCH", path, change, owner));
    clock.set(NOW);
    all.add(exchange("DELETE", path, ""));
    all.add(exchange("DELETE", path, "", stranger));
    all.add(exchange("DELETE", unknown, "", owner));
    all.add(exchange("DELETE", path, "", owner));
    return all;
  }

  private List<ApiContract.Exchange> pages() throws Exception {
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    String page = "/r/" + TOUCHPOINT;
    String id = "id=" + ratings.id(NOW);
    List<ApiContract.Exchange> all = new ArrayList<>();
    all.add(exchange("GET", page + "?lang=fr&via=qr", ""));
    all.add(exchange("GET", "/r/nowhere", ""));
    all.add(exchange("GET", page + "/poster?size=a6&lang=nl", ""));
    all.add(exchange("GET", page + "/poster?format=svg", ""));
    all.add(exchange("GET", page + "/poster?size=a5&format=png&lang=xx", ""));
    all.add(exchange("GET", "/r/nowhere/poster", ""));
    all.add(exchange("POST", page, id + "&answer.overall=4", form));
    all.add(exchange("POST", page, id + "&answer.overall=5", form));
    all.add(exchange("POST", page, "answer.overall=9", form));
    all.add(exchange("POST", page, "{}"));
    all.add(exchange("POST", "/r/nowhere", "answer.overall=4", form));
    all.add(exchange("POST", page, "comment=" + "x".repeat(2_000_000), form));
    all.add(exchange("GET", "/erase?lang=de", ""));
    all.add(exchange("POST", "/erase", "number=1&code=2", form));
    all.add(exchange("POST", "/erase", "code=" + "x".repeat(2_000_000), form));
    JsonObject receipt =
        JsonParser.parseString(exchange("POST", "/v1/ratings", GOOD).body()).getAsJsonObject();
    String values =
        "number=" + receipt.get("id").getAsString() + "&code=" + receipt.get("code").getAsString();
    all.add(exchange("POST", "/erase", values, form));
    all.add(exchange("GET", "/r/" + RETIRED, ""));
    all.add(exchange("POST", "/r/" + RETIRED, id + "&answer.overall=4", form));
    return all;
  }

  private List<ApiContract.Exchange> invitations() throws Exception {
    KeyText key = KeyText.parse(key(Scope.SCOPE_INVITATION)).orElseThrow();
    Minted minted = new Minted(key, NOW.plusSeconds(60), ratings.id(NOW), TOUCHPOINT);
    return List.of(
        exchange("GET", "/i/" + minted.token(), ""),
        exchange("GET", "/i/" + minted.until(NOW).token(), ""),
        exchange("GET", "/i/" + minted.token() + "A", ""));
  }

  private String key(Scope scope) {
    return KeyServiceGrpc.newBlockingStub(feedback.channel(server))
        .createKey(
            CreateKeyRequest.newBuilder()
                .setAdministration("commune-de-la-senne")
                .setName("a server")
                .addScopes(scope)
                .build())
        .getSecret();
  }

  private List<ApiContract.Exchange> devices() throws Exception {
    String pair = "/v1/devices:pair";
    String beat = "/v1/devices:heartbeat";
    String batch = "/v1/ratings:batch";
    String heartbeat = "{\"heartbeat\": {\"appVersion\": \"1.0.0\", \"sentAt\": \"" + NOW + "\"}}";
    String large = " ".repeat(2_000_000);
    Map<String, String> xml = Map.of("Content-Type", "application/xml");
    ApiContract.Exchange paired = exchange("POST", pair, code());
    JsonObject device = JsonParser.parseString(paired.body()).getAsJsonObject();
    Map<String, String> its = bearer(device.get("secret").getAsString());
    Map<String, String> invitation = bearer(key(Scope.SCOPE_INVITATION));
    String spare = code();
    List<ApiContract.Exchange> all = new ArrayList<>();
    all.add(paired);
    all.add(exchange("POST", pair, "{}"));
    all.add(exchange("POST", pair, "{\"code\": \"K7QM-4TXD\"}"));
    all.add(exchange("POST", pair, large));
    all.add(exchange("POST", pair, code(), xml));
    all.add(exchange("POST", beat, heartbeat, its));
    all.add(exchange("POST", beat, "{\"heartbeat\": {}}", its));
    all.add(exchange("POST", beat, heartbeat));
    all.add(exchange("POST", beat, heartbeat, invitation));
    all.add(exchange("POST", beat, large, its));
    all.add(exchange("POST", beat, heartbeat, xml));
    all.add(exchange("POST", "/v1/ratings", GOOD, bearer("none")));
    all.add(exchange("POST", batch, "{\"ratings\": [" + GOOD + "]}", bearer("none")));
    all.add(exchange("POST", batch, "{\"ratings\": [" + GOOD + "]}", invitation));
    FeedbackServer generous = server;
    server = feedback.start(clock, Map.of("device.devices-max", "1"));
    try {
      all.add(exchange("POST", pair, spare));
    } finally {
      server = generous;
    }
    return all;
  }

  // A request with a new pairing code.
  private String code() {
    String code =
        DeviceServiceGrpc.newBlockingStub(feedback.channel(server))
            .createPairing(
                CreatePairingRequest.newBuilder()
                    .setSettings(
                        DeviceSettings.newBuilder().setName("Hall").setTouchpoint(TOUCHPOINT))
                    .build())
            .getCode();
    return "{\"code\": \"" + code + "\"}";
  }

  private static Map<String, String> bearer(String key) {
    return Map.of("Authorization", "Bearer " + key);
  }

  private List<ApiContract.Exchange> outage() throws Exception {
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    Map<String, String> owner = Map.of("Authorization", "Receipt a" + "b".repeat(26));
    JsonObject device =
        JsonParser.parseString(exchange("POST", "/v1/devices:pair", code()).body())
            .getAsJsonObject();
    String heartbeat = "{\"heartbeat\": {\"appVersion\": \"1.0.0\", \"sentAt\": \"" + NOW + "\"}}";
    String code = code();
    String database = feedback.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    allowConnections(database, false);
    try {
      return List.of(
          exchange("POST", "/v1/ratings", GOOD),
          exchange("GET", "/v1/ratings", ""),
          exchange("POST", "/v1/devices:pair", code),
          exchange(
              "POST",
              "/v1/devices:heartbeat",
              heartbeat,
              bearer(device.get("secret").getAsString())),
          exchange("PATCH", "/v1/ratings/" + ratings.id(NOW), "{\"comment\": \"x\"}", owner),
          exchange("DELETE", "/v1/ratings/" + ratings.id(NOW), "", owner),
          exchange(
              "POST", "/erase", "number=" + ratings.id(NOW) + "&code=a" + "b".repeat(26), form),
          exchange("POST", "/r/" + TOUCHPOINT, "answer.overall=4", form));
    } finally {
      allowConnections(database, true);
    }
  }

  private static void allowConnections(String database, boolean allowed) {
    String server = TestPostgres.database(OpenApiIT.class);
    TestPostgres.execute(server, "ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + allowed);
    TestPostgres.execute(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + database
            + "'");
  }

  private ApiContract.Exchange exchange(String method, String path, String body) throws Exception {
    return exchange(method, path, body, Map.of());
  }

  private ApiContract.Exchange exchange(
      String method, String path, String body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.httpPort() + path.replace("!", "%21")))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new ApiContract.Exchange(
        method,
        path,
        response.statusCode(),
        ApiContract.headers(response.headers()),
        response.body());
  }
}
