package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.testkit.ApiContract;

/// A developer reads the documents of both doors, on their pages and by machine, and they are true.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeveloperReadsTheApiIT {
  private static final String RULES =
      "rules: [{name: low, kind: threshold, below: 50, window: {calendar: day}, minimum-n: 3,"
          + " by: [service]}]";
  private static final String ROUTES =
      "receivers: [{name: team, webhook: {url: 'http://127.0.0.1:9/', secret:"
          + " whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==}}]\n"
          + "routes: []\n";
  private static final String RANGE = "from=2026-01-01&to=2100-01-01";

  /// No alert and no silence has this id.
  private static final String NOBODY = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b99";

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  @TempDir static Path folder;
  private Installation installation;
  private Chromium chromium;

  @BeforeAll
  void open() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    Path routes = Files.writeString(folder.resolve("routes.yaml"), ROUTES);
    installation =
        Installation.start(
            folder.resolve("data"), "--rules", rules.toString(), "--routes", routes.toString());
    chromium = Chromium.open();
    for (int score : List.of(1, 1, 2, 1)) {
      HttpCaller.postJson(
          installation.feedback().resolve("/v1/ratings"),
          "{\"touchpoint\": \"parking-permit\", \"language\": \"nl\", \"comment\": \"zo zo\","
              + " \"answers\": [{\"score\": "
              + score
              + "}]}");
    }
    await("the alert to fire")
        .atMost(Duration.ofSeconds(30))
        .until(() -> HttpCaller.get(aggregation("/v1/alerts")).body().contains("FIRING"));
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  @Test
  void answersAboutFiguresAndAlertsAreAsDescribed() throws IOException {
    ApiContract contract = ApiContract.of(HttpCaller.get(aggregation("/openapi.json")).body());
    List<String> found = new ArrayList<>();

    answers().forEach(answer -> found.addAll(contract.differences(answer)));

    assertThat(found).isEmpty();
    // An outage and a fault of the server cannot be ordered from here, nor a thousand silences or
    // hundreds of kiosks.
    assertThat(contract.unseen())
        .allMatch(answer ->
            answer.endsWith(" 500")
                || answer.endsWith(" 503")
                || answer.equals("POST /v1/silences 409")
                || answer.equals("POST /v1/devices:createPairing 409"))
        .doesNotContain("GET /v1/scores 503");
  }

  @Test
  void parametersAreThoseThatAreTaken() {
    ApiContract contract = ApiContract.of(HttpCaller.get(aggregation("/openapi.json")).body());

    for (String path :
        List.of(
            "/v1/scores",
            "/v1/scores:watch",
            "/v1/choices",
            "/v1/comments",
            "/v1/devices",
            "/v1/alerts",
            "/v1/alerts:watch",
            "/v1/silences",
            "/v1/dead-letters")) {
      String refused = HttpCaller.get(aggregation(path + "?nonsense=1")).body();
      String expected =
          refused.replaceFirst("(?s).*\"nonsense\"[^}]*\"expected\":\"([^\"]*)\".*", "$1");
      Set<String> taken = new TreeSet<>(Arrays.asList(expected.replace("one of ", "").split(", ")));
      assertThat(taken).as(path).isEqualTo(contract.queryParameters("GET " + path));
    }
  }

  @Test
  void nothingElseIsThere() throws IOException {
    ApiContract contract = ApiContract.of(HttpCaller.get(aggregation("/openapi.json")).body());

    assertThat(
            Stream.of("GET /nothing", "GET /v2/scores", "PUT /v1/scores", "POST /v1/alerts")
                .map(this::raw)
                .flatMap(answer -> contract.differences(answer).stream()))
        .isEmpty();
    assertThat(raw("PUT /v1/scores").headers()).containsEntry("allow", "GET, OPTIONS");
    assertThat(raw("GET /v1/scores?a=%zz").body()).contains("MALFORMED");
  }

  private Stream<URI> doors() {
    return Stream.of(installation.feedback(), installation.aggregation());
  }

  @ParameterizedTest
  @MethodSource("doors")
  void pagesShowEveryOperationAndSendNothingElsewhere(URI door) {
    ApiContract contract = ApiContract.of(HttpCaller.get(door.resolve("/openapi.json")).body());
    List<String> complaints = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    try (Page page = chromium.browser().newPage()) {
      page.onConsoleMessage(message -> complain(message, complaints));
      page.onPageError(complaints::add);
      page.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
      page.navigate(door.resolve("/docs").toString());
      page.locator(".opblock").first().waitFor();

      assertThat(page.locator(".opblock").count()).isEqualTo(contract.operations().size());
      assertThat(page.locator(".errors-wrapper").count()).isZero();
      page.locator(".opblock-summary").first().click();
      page.locator(".opblock-body").first().waitFor();
    }
    assertThat(complaints).isEmpty();
    assertThat(hosts).containsOnly(door.getAuthority());
  }

  private static void complain(ConsoleMessage message, List<String> into) {
    if (Set.of("error", "warning").contains(message.type())) {
      into.add(message.text());
    }
  }

  private List<ApiContract.Exchange> answers() throws IOException {
    String scores = "/v1/scores?" + RANGE;
    String backtest =
        "{\"rules\": \"" + RULES + "\", \"from\": \"2026-01-01\", \"to\": \"2100-01-01\"}";
    List<ApiContract.Exchange> all =
        new ArrayList<>(
            List.of(
                get(scores + "&by=administration,service,channel,touchpoint,language,question"),
                get(scores + "&every=month&zone=UTC"),
                get("/v1/scores?from=then"),
                get(scores + "&after=0:999999"),
                get("/v1/scores:watch?from=then"),
                get("/v1/choices?" + RANGE),
                get("/v1/choices?from=then"),
                get("/v1/choices?" + RANGE + "&after=0:999999"),
                get("/v1/catalogue"),
                get("/v1/comments?" + RANGE),
                get("/v1/comments?" + RANGE + "&search=nothing&score=1&pageSize=1"),
                get("/v1/comments?from=then&pageToken=mine"),
                get("/v1/devices?administration=nobody"),
                get("/v1/alerts"),
                get("/v1/alerts?state=RESOLVED,FIRING&pageSize=1"),
                get("/v1/alerts?state=ASLEEP"),
                get("/v1/alerts:watch?state=FIRING"),
                post(backtest),
                post("{\"rules\": \"rules: 4\"}"),
                post("{"),
                post(" ".repeat(2_000_000))));
    for (String path :
        List.of(
            "/v1/scores",
            "/v1/scores:watch",
            "/v1/choices",
            "/v1/catalogue",
            "/v1/comments",
            "/v1/devices",
            "/v1/alerts",
            "/v1/alerts:watch")) {
      all.add(raw("GET " + path, "Host: rebound.example"));
    }
    all.add(raw("POST /v1/rules:backtest", "Host: rebound.example"));
    all.add(raw("POST /v1/rules:backtest", "Host: localhost", "Content-Type: text/xml"));
    all.add(raw("GET " + scores.replace("scores", "scores:watch"), "Host: localhost"));
    all.add(raw("GET /v1/alerts:watch", "Host: LocalHost"));
    all.addAll(actions());
    return all;
  }

  /// What people do with the alert that fires; it is closed in the end.
  private List<ApiContract.Exchange> actions() throws IOException {
    String id =
        HttpCaller.get(aggregation("/v1/alerts"))
            .body()
            .replaceFirst("(?s).*?\"id\": \"([-0-9a-f]{36})\".*", "$1");
    String other = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b00";
    String alert = "/v1/alerts/" + id;
    String comment = "{\"commentId\": \"" + other + "\", \"author\": \"A\", \"text\": \"b\"}";
    String matchers = "\"matchers\": {\"services\": [\"nobody-*\"]}";
    String silence =
        "{\"id\": \"%s\", %s, \"author\": \"A\", \"comment\": \"b\", \"endsAt\": \"%s\"}"
            .formatted(other, matchers, Clock.systemUTC().instant().plus(Duration.ofDays(9)));
    List<ApiContract.Exchange> all = new ArrayList<>();
    all.addAll(posted(alert + "/acknowledgement", "{\"owner\": \"Anna\"}"));
    all.addAll(posted(alert + "/comments", comment));
    all.add(post(alert + "/comments", comment.replace("\"b\"", "\"c\"")));
    all.addAll(posted("/v1/silences", silence));
    all.add(post("/v1/silences", silence.replace("\"b\"", "\"c\"")));
    all.addAll(posted("/v1/silences:preview", "{" + matchers + "}"));
    for (String path :
        List.of("DELETE " + alert + "/acknowledgement", "DELETE /v1/silences/" + other)) {
      all.add(raw(path + "?author=Anna"));
      all.add(raw(path));
      all.add(raw(path, "Host: rebound.example"));
      all.add(raw(path.replace(id, NOBODY).replace(other, NOBODY) + "?author=Anna"));
    }
    for (String path :
        List.of(
            alert,
            alert + "/evidence",
            "/v1/silences?state=pending,active,expired",
            "/v1/dead-letters?receiver=team")) {
      all.add(get(path));
      all.add(raw("GET " + path, "Host: rebound.example"));
    }
    for (String below : List.of("", "/evidence")) {
      all.add(get("/v1/alerts/none" + below));
      all.add(get("/v1/alerts/" + NOBODY + below));
    }
    all.add(get("/v1/silences?state=old"));
    all.add(get("/v1/dead-letters?receiver=nobody"));
    all.add(get("/v1/dead-letters?team=nobody"));
    all.addAll(posted("/v1/dead-letters:replay", "{\"receiver\": \"team\"}"));
    all.add(post("/v1/dead-letters:replay", "{\"receiver\": \"nobody\"}"));
    all.addAll(configured());
    all.addAll(kiosks());
    all.addAll(posted(alert + "/close", "{\"author\": \"Anna\", \"reason\": \"known\"}"));
    all.add(post(alert + "/acknowledgement", "{\"owner\": \"Anna\"}"));
    return all;
  }

  /// What people see and change of rules and routes.
  private List<ApiContract.Exchange> configured() throws IOException {
    String rules = HttpCaller.get(aggregation("/v1/rules")).body();
    String version = rules.replaceFirst("(?s).*\"version\": \"([0-9a-f]+)\".*", "$1");
    String save = "{\"text\": \"%s\", \"version\": \"%s\", \"by\": \"Anna\"}";
    List<ApiContract.Exchange> all = new ArrayList<>();
    for (String path : List.of("/v1/rules", "/v1/receivers")) {
      all.add(get(path));
      all.add(raw("GET " + path, "Host: rebound.example"));
    }
    all.addAll(posted("/v1/rules:save", save.formatted(RULES + " # more", version)));
    all.add(post("/v1/rules:save", save.formatted(RULES, version)));
    all.addAll(posted("/v1/receivers:test", "{\"receiver\": \"team\", \"by\": \"Anna\"}"));
    all.add(post("/v1/receivers:test", "{\"receiver\": \"nobody\", \"by\": \"Anna\"}"));
    return all;
  }

  /// What people do with a kiosk; its key is taken back in the end.
  private List<ApiContract.Exchange> kiosks() throws IOException {
    String settings = "{\"settings\": {\"name\": \"Desk\", \"touchpoint\": \"%s\"%s}}";
    String wanted = settings.formatted("senne-population-counter", "");
    ApiContract.Exchange made = post("/v1/devices:createPairing", wanted);
    String code = made.body().replaceFirst("(?s).*\"code\": \"([^\"]*)\".*", "$1");
    String id =
        HttpCaller.postJson(
                installation.feedback().resolve("/v1/devices:pair"), "{\"code\": \"" + code + "\"}")
            .body()
            .replaceFirst("(?s).*?\"id\": ?\"([-0-9a-f]{36})\".*", "$1");
    String kiosk = "/v1/devices/" + id;
    List<ApiContract.Exchange> all = new ArrayList<>(List.of(made, get("/v1/devices")));
    all.add(get("/v1/devices?town=1"));
    all.addAll(posted("/v1/devices:createPairing", wanted));
    all.add(post("/v1/devices:createPairing", settings.formatted("nobody", "")));
    all.addAll(
        posted(
            kiosk + ":change", settings.formatted("senne-population-counter", ", \"version\": 1")));
    all.add(post(kiosk + ":change", wanted));
    all.add(post(kiosk + ":change", settings.formatted("parking-permit", "")));
    all.addAll(posted(kiosk + ":revoke", "{}"));
    for (String what : List.of(":change", ":revoke")) {
      all.add(post("/v1/devices/" + NOBODY + what, what.equals(":change") ? wanted : "{}"));
    }
    return all;
  }

  /// One call as it should be, and in each way in which any call can be refused.
  private List<ApiContract.Exchange> posted(String path, String body) throws IOException {
    List<ApiContract.Exchange> all =
        new ArrayList<>(
            List.of(
                post(path, body),
                post(path, "{"),
                post(path, " ".repeat(2_000_000)),
                raw("POST " + path, "Host: rebound.example"),
                raw("POST " + path, "Host: localhost", "Content-Type: text/xml")));
    if (path.startsWith("/v1/alerts/")) {
      all.add(post(path.replaceFirst("[-0-9a-f]{36}", NOBODY), body));
    }
    return all;
  }

  private URI aggregation(String path) {
    return installation.aggregation().resolve(path);
  }

  private ApiContract.Exchange get(String path) {
    return exchange("GET", path, HttpCaller.get(aggregation(path)));
  }

  private ApiContract.Exchange post(String body) {
    return post("/v1/rules:backtest", body);
  }

  private ApiContract.Exchange post(String path, String body) {
    return exchange("POST", path, HttpCaller.postJson(aggregation(path), body));
  }

  private static ApiContract.Exchange exchange(
      String method, String path, HttpResponse<String> response) {
    return new ApiContract.Exchange(
        method,
        path,
        response.statusCode(),
        ApiContract.headers(response.headers()),
        response.body());
  }

  private ApiContract.Exchange raw(String line) {
    try {
      return raw(line, "Host: localhost");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a request with headers that a client library would not; of a live answer only the head
  /// is read.
  private ApiContract.Exchange raw(String line, String... headers) throws IOException {
    URI door = installation.aggregation();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder answer = new StringBuilder();
      byte[] some = new byte[8_192];
      while (!isWhole(answer.toString())) {
        int read = socket.getInputStream().read(some);
        assertThat(read).as("bytes after " + answer).isPositive();
        answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
      }
      return parsed(line, answer.toString());
    }
  }

  private static boolean isWhole(String answer) {
    Matcher length = LENGTH.matcher(answer);
    int head = answer.indexOf("\r\n\r\n") + 4;
    return answer.contains("event-stream")
        || (head > 4
            && length.find()
            && answer.length() - head >= Integer.parseInt(length.group(1)));
  }

  private static ApiContract.Exchange parsed(String line, String answer) {
    String[] parts = answer.split("\r\n\r\n", 2);
    String[] head = parts[0].split("\r\n", -1);
    Map<String, String> headers = new HashMap<>();
    for (String header : List.of(head).subList(1, head.length)) {
      String[] pair = header.split(": ", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
    }
    String[] words = line.split(" ", 2);
    int status = Integer.parseInt(head[0].split(" ", -1)[1]);
    return new ApiContract.Exchange(words[0], words[1], status, headers, parts[1]);
  }
}
