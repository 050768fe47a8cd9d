package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a hostile or broken caller of the citizens' HTTP door meets.
@Timeout(240)
class HttpAttacksIT {
  private static final String GOOD =
      "{\"touchpoint\": \"parking-permit\", \"answers\": [{\"score\": 4}]}";
  private static final int DRIPS = 100;
  private static final int CROWD = 10_000;

  @TempDir private Path keys;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Socket> sockets = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private TestFeedback feedback;

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(HttpAttacksIT.class, keys);
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
    feedback.close();
  }

  /// The server by itself limits only the time of one read: a byte now and then would do.
  @Test
  void headersThatDripAreCutWhileGoodRequestsAreAnswered() throws Exception {
    FeedbackServer server = start(Map.of("http.header-max", "2s"));

    assertAllCut(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  }

  @Test
  void requestLinesThatDripAreCutWhileGoodRequestsAreAnswered() throws Exception {
    FeedbackServer server = start(Map.of("http.header-max", "2s"));

    assertAllCut(server, "GET /");
  }

  @Test
  void bodiesThatDripAreCutWhileGoodRequestsAreAnswered() throws Exception {
    FeedbackServer server = start(Map.of("http.body-max", "2s"));

    assertAllCut(
        server, "POST /v1/ratings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{");
  }

  @Test
  void secondRequestThatDripsIsCutAsWell() throws Exception {
    FeedbackServer server = start(Map.of("http.idle-max", "2s"));
    Socket socket = open(server);
    write(socket, "GET /r HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(socket.getInputStream().read()).isEqualTo('H');

    Future<?> dripping = threads.submit(() -> drip(socket));
    socket.getInputStream().transferTo(new ByteArrayOutputStream());

    dripping.get(60, TimeUnit.SECONDS);
    assertThat(metric(server, "onthaal_door_refused_total{by=\"deadline\",door=\"http\"}"))
        .isEqualTo(1);
  }

  @Test
  void idleCrowdIsCutWhileGoodRequestsAreAnswered() throws Exception {
    FeedbackServer server =
        start(Map.of("http.header-max", "5s", "http.connections-max", String.valueOf(2 * CROWD)));
    Process crowd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                IdleCrowd.class.getName(),
                String.valueOf(server.httpPort()),
                String.valueOf(CROWD))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(crowd.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("open " + CROWD);
      assertThat(post(server, GOOD).statusCode()).isEqualTo(200);
      assertThat(said.readLine()).isEqualTo("ended " + CROWD);
      assertThat(metric(server, "onthaal_door_refused_total{by=\"deadline\",door=\"http\"}"))
          .isGreaterThanOrEqualTo(CROWD);
      Awaitility.await()
          .until(() -> metric(server, "onthaal_door_connections{door=\"http\"}") < CROWD / 10.0);
      assertThat(post(server, GOOD).statusCode()).isEqualTo(200);
    } finally {
      crowd.destroyForcibly();
    }
  }

  @Test
  void callerBehindAFullDoorIsAnsweredOnceTheIdleAreCut() throws Exception {
    FeedbackServer server = start(Map.of("http.header-max", "2s", "http.connections-max", "20"));
    for (int i = 0; i < 40; i++) {
      open(server);
    }

    assertThat(post(server, GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void addressWithEnoughConnectionsGetsNoneUntilOneEnds() throws Exception {
    FeedbackServer server =
        start(Map.of("http.limit-loopback", "true", "http.address-connections-max", "3"));
    List<Socket> held = List.of(open(server), open(server), open(server));
    for (Socket socket : held) {
      assertThat(asksOnce(socket)).startsWith("HTTP/1.1 ");
    }

    assertThat(asksOnce(open(server))).isEmpty();

    assertThat(asksOnce(held.get(1))).startsWith("HTTP/1.1 ");
    held.get(0).close();
    Awaitility.await("a free place").until(() -> !asksOnce(open(server)).isEmpty());
    assertThat(metric(server, "onthaal_door_refused_total{by=\"address\",door=\"http\"}"))
        .isPositive();
  }

  // The answer is read before anything is sent: a connection that is closed on what it did not read
  // may lose it.
  @Test
  void bombIsRefusedBeforeAnyOfItIsRead() throws Exception {
    FeedbackServer server = start(Map.of());

    String head =
        String.join(
            "\r\n",
            "POST /v1/ratings HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Encoding: gzip",
            "Content-Length: 20000",
            "",
            "");
    String refusal = asks(open(server), head);

    // The server itself.
    assertThat(refusal).startsWith("HTTP/1.1 400 ").contains("\"reason\":\"MALFORMED\"");
  }

  @Test
  void tooLargeBodyIsToldSoWithItsReason() throws Exception {
    FeedbackServer server = start(Map.of("http.body-bytes-max", "20000"));

    HttpResponse<String> refusal = post(server, " ".repeat(20_001));
    HttpResponse<String> fits = post(server, " ".repeat(20_000 - GOOD.length()) + GOOD);

    assertThat(refusal.statusCode()).isEqualTo(413);
    assertThat(refusal.body()).contains("MESSAGE_TOO_LARGE");
    assertThat(fits.statusCode()).isEqualTo(200);
  }

  @Test
  void longRequestLinesAndHeadersAreRefused() throws Exception {
    FeedbackServer server =
        start(Map.of("http.request-line-bytes-max", "300", "http.header-bytes-max", "500"));

    assertThat(send(request(server, "/r/" + "x".repeat(400)).GET()).statusCode()).isEqualTo(400);
    assertThat(send(request(server, "/r").header("X-Long", "x".repeat(600)).GET()).statusCode())
        .isEqualTo(400);
    assertThat(post(server, GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void moreRequestsAtOnceThanTheLimitAreToldWhenToComeAgain() throws Exception {
    FeedbackServer server = start(Map.of("http.requests-max", "1"));
    Socket slow = open(server);
    write(slow, "POST /v1/ratings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{");

    Awaitility.await("the slow request is under way")
        .until(() -> send(request(server, "/r").GET()).statusCode() == 503);
    HttpResponse<String> refusal = post(server, GOOD);

    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(refusal.headers().firstValue("Retry-After")).contains("1");
    assertThat(refusal.body()).contains("OVERLOADED");
  }

  private void assertAllCut(FeedbackServer server, String beginning) throws Exception {
    List<Future<?>> dripping = new ArrayList<>();
    for (int i = 0; i < DRIPS; i++) {
      Socket socket = open(server);
      write(socket, beginning);
      dripping.add(threads.submit(() -> drip(socket)));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(post(server, GOOD).statusCode()).isEqualTo(200);
    }
    for (Future<?> one : dripping) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertThat(metric(server, "onthaal_door_refused_total{by=\"deadline\",door=\"http\"}"))
        .isEqualTo(DRIPS);
    assertThat(post(server, GOOD).statusCode()).isEqualTo(200);
  }

  // A byte every tenth of a second, until nobody takes them.
  private boolean drip(Socket socket) throws InterruptedException {
    try {
      do {
        write(socket, "x");
      } while (!over.await(100, TimeUnit.MILLISECONDS));
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private FeedbackServer start(Map<String, String> overrides) {
    return feedback.start(InstantSource.system(), overrides);
  }

  private Socket open(FeedbackServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
    // A hang limit.
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String asksOnce(Socket socket) {
    return asks(socket, "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  // The answer; empty from a connection that was refused.
  private static String asks(Socket socket, String request) {
    try {
      write(socket, request);
      StringBuilder answer = new StringBuilder();
      while (!answer.toString().endsWith("]}")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return "";
        }
        answer.append((char) next);
      }
      return answer.toString();
    } catch (IOException _) {
      return "";
    }
  }

  private static HttpResponse<String> post(FeedbackServer server, String body) throws Exception {
    return send(request(server, "/v1/ratings").POST(BodyPublishers.ofString(body)));
  }

  private static double metric(FeedbackServer server, String name) throws Exception {
    URI metrics = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
    return send(HttpRequest.newBuilder(metrics))
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among the metrics"));
  }

  private static HttpRequest.Builder request(FeedbackServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
