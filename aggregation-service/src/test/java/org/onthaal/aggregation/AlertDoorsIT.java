package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestResponse;
import org.onthaal.v1.BudgetSpending;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.ListAlertsResponse;
import org.onthaal.v1.WatchAlertsRequest;
import org.onthaal.v1.WatchAlertsResponse;

/** Both doors of alerts, over sockets. */
class AlertDoorsIT {
  private static final String RULES =
      """
      rules:
        - {name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by: [service, channel]}
        - {name: lowest, kind: threshold, below: 20, window: {calendar: hour}, minimum-n: 20, by: [channel]}
      """;
  private static final String ROUTES = "receivers: []\nroutes: []\n";
  private static final String BACKTEST =
      "rules: [{name: day, kind: threshold, below: 50, minimum-n: 20, window: {calendar: day}, by:"
          + " [service]}]";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private URI base = URI.create("http://127.0.0.1/");
  private AlertServiceBlockingStub stub;
  private Timeline timeline;

  @BeforeEach
  void open() throws Exception {
    timeline = new Timeline(AlertDoorsIT.class, folder, Instant.parse("2026-11-24T09:10:00Z"));
    timeline.start(RULES, ROUTES).ratings(40, 1);
    HttpRouting.Builder routing = HttpRouting.builder().register(timeline.alerting().http());
    WebServer http = WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start();
    Server grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(threads)
            .addService(timeline.alerting().grpc())
            .build()
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpc.getPort()).usePlaintext().build();
    base = URI.create("http://127.0.0.1:" + http.port());
    stub = AlertServiceGrpc.newBlockingStub(channel);
    opened.addAll(
        List.<AutoCloseable>of(channel::shutdownNow, http::stop, grpc::shutdownNow, timeline));
  }

  @AfterEach
  void close() throws Exception {
    timeline.alerting().endWatches();
    for (AutoCloseable one : opened) {
      one.close();
    }
    threads.shutdownNow();
  }

  @Test
  void alertsAreListedNewestFirstPageByPageTheSameOnBothDoors() throws Exception {
    HttpResponse<String> first = get("/v1/alerts?state=FIRING&pageSize=1");
    ListAlertsResponse.Builder page = ListAlertsResponse.newBuilder();
    JsonFormat.parser().merge(first.body(), page);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(page.getAlertsCount()).isEqualTo(1);
    ListAlertsRequest next =
        ListAlertsRequest.newBuilder().setPageSize(1).setPageToken(page.getNextPageToken()).build();
    ListAlertsResponse second = stub.listAlerts(next);
    assertThat(Stream.of(page.getAlerts(0), second.getAlerts(0)).map(alert -> alert.getRule()))
        .containsExactlyInAnyOrder("low", "lowest");
    assertThat(
            stub.listAlerts(next.toBuilder().setPageToken(second.getNextPageToken()).build())
                .getAlertsList())
        .isEmpty();
    assertThat(page.getAlerts(0).getState()).isEqualTo(AlertState.FIRING);
    assertThat(page.getAlerts(0).getEvidence().getN()).isEqualTo(40);
  }

  @Test
  void filtersSelect() throws Exception {
    assertThat(get("/v1/alerts?rule=low").body()).contains("\"low\"").doesNotContain("lowest");
    assertThat(get("/v1/alerts?administration=nobody").body()).doesNotContain("\"rule\"");
    assertThat(get("/v1/alerts?administration=Ville%20de%20Bruxelles").body()).contains("lowest");
    assertThat(get("/v1/alerts?state=RESOLVED").body()).doesNotContain("\"rule\"");
    assertThat(get("/v1/alerts?service=parking-permit&service=other&channel=kiosk").body())
        .contains("\"low\"")
        .doesNotContain("lowest");
    assertThat(get("/v1/alerts?channel=web&channel=KIOSK").body()).contains("\"low\"", "lowest");
    assertThat(get("/v1/alerts?service=parking").body()).doesNotContain("\"rule\"");
    assertThat(get("/v1/alerts?service=parking-permit&channel=WEB").body())
        .doesNotContain("\"rule\"");
    assertThat(get("/v1/alerts?severity=warning&severity=info").body()).contains("lowest");
    assertThat(get("/v1/alerts?severity=critical").body()).doesNotContain("\"rule\"");
    assertThat(get("/v1/alerts?severity=bad&channel=MOON&service=%00").statusCode()).isEqualTo(400);
    assertThat(get("/v1/alerts?severity=bad&service=%00").body())
        .contains("severities", "services", "info, warning or critical");
    assertThat(get("/v1/alerts?channel=MOON").body()).contains("a channel such as KIOSK");
  }

  @Test
  void watcherSeesOpenAlertsAndThenEachThatChanges() {
    List<WatchAlertsResponse> seen = Collections.synchronizedList(new ArrayList<>());
    threads.execute(() ->
        stub.watchAlerts(WatchAlertsRequest.getDefaultInstance()).forEachRemaining(seen::add));
    await("the first message").until(() -> !seen.isEmpty());
    assertThat(seen.getFirst().getAlertsList())
        .isEqualTo(stub.listAlerts(ListAlertsRequest.getDefaultInstance()).getAlertsList());

    timeline.ratings(400, 5);

    await("both to be resolved")
        .until(() ->
            List.copyOf(seen).stream()
                    .flatMap(news -> news.getAlertsList().stream())
                    .filter(alert -> alert.getState() == AlertState.RESOLVED)
                    .count()
                == 2);
    assertThat(seen.getFirst().getAlertsList()).hasSize(2);
  }

  @Test
  void browserWatchesByServerSentEvents() throws Exception {
    HttpResponse<Stream<String>> events =
        client.send(request("/v1/alerts:watch").GET().build(), BodyHandlers.ofLines());

    assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(events.body().limit(2).toList())
        .anySatisfy(line -> assertThat(line).startsWith("data:").contains("\"lowest\""));
    timeline.alerting().endWatches();
  }

  @Test
  void placesOfListenersThatWentAwayAreFreedAlthoughNothingChanges() throws Exception {
    List<HttpResponse<Stream<String>>> listeners = List.of(listen(), listen());
    assertThat(get("/v1/alerts:watch").statusCode()).isEqualTo(503);

    for (HttpResponse<Stream<String>> listener : listeners) {
      listener.body().close();
    }

    await("a place to be free")
        .until(() -> {
          HttpResponse<Stream<String>> next = listen();
          next.body().close();
          return next.statusCode() == 200;
        });
  }

  @Test
  void outageIsSaidByNameAndAWatcherOutlivesIt() throws Exception {
    List<WatchAlertsResponse> seen = Collections.synchronizedList(new ArrayList<>());
    threads.execute(() ->
        stub.watchAlerts(WatchAlertsRequest.getDefaultInstance()).forEachRemaining(seen::add));
    await("the first message").until(() -> !seen.isEmpty());
    BacktestRequest backtest =
        BacktestRequest.newBuilder()
            .setRules(BACKTEST)
            .setFrom("2026-11-23")
            .setTo("2026-11-26")
            .build();

    timeline.connections(false);

    assertThat(get("/v1/alerts").statusCode()).isEqualTo(503);
    assertThat(get("/v1/alerts:watch").body()).contains("UNAVAILABLE");
    assertThat(post("application/json", JsonFormat.printer().print(backtest)).body())
        .contains("UNAVAILABLE");
    assertThatThrownBy(() -> stub.listAlerts(ListAlertsRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    timeline.connections(true).ratings(400, 5);

    await("both to be resolved")
        .until(() ->
            List.copyOf(seen).stream()
                    .flatMap(news -> news.getAlertsList().stream())
                    .filter(alert -> alert.getState() == AlertState.RESOLVED)
                    .count()
                == 2);
  }

  @Test
  void backtestAnswersTheSameOnBothDoors() throws Exception {
    BacktestRequest request =
        BacktestRequest.newBuilder()
            .setRules(BACKTEST)
            .setFrom("2026-11-23")
            .setTo("2026-11-26")
            .setZone("Europe/Brussels")
            .build();
    BacktestResponse.Builder overHttp = BacktestResponse.newBuilder();
    JsonFormat.parser()
        .merge(post("application/json", JsonFormat.printer().print(request)).body(), overHttp);

    BacktestResponse overGrpc = stub.backtest(request);

    assertThat(overHttp.build()).isEqualTo(overGrpc);
    assertThat(overGrpc.getRowsList())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.getStream().getService()).isEqualTo("parking-permit");
          assertThat(row.getStream().hasAdministration()).isFalse();
          assertThat(row.getEvidence().getWindowStart()).isEqualTo("2026-11-24T00:00:00+01:00");
          assertThat(row.getEvidence().getN()).isEqualTo(40);
          assertThat(row.getEvidence().getValue()).isZero();
        });
  }

  @Test
  void backtestSaysWhatIsSpentOfTheBudget() {
    String rules =
        "rules: [{name: a, kind: drop, by: [service]}, {name: b, kind: drop, evidence-days: 300,"
            + " by: [channel]}]";
    BacktestRequest without =
        BacktestRequest.newBuilder()
            .setRules(rules)
            .setFrom("2026-11-23")
            .setTo("2026-11-26")
            .build();
    BacktestRequest with =
        without.toBuilder().setRules("budget: {false-alarms: 2, streams: 10}\n" + rules).build();

    assertThat(stub.backtest(without).hasBudget()).isFalse();
    BudgetSpending budget = stub.backtest(with).getBudget();
    assertThat(budget.getAcceptedPer30Days()).isEqualTo(2);
    // One stream at 150 days and one at 300.
    assertThat(budget.getSpentPer30Days()).isCloseTo(0.3, within(1e-12));
    assertThat(budget.getStreamsDeclared()).isEqualTo(10);
    assertThat(budget.getStreamsFound()).isEqualTo(2);
  }

  @Test
  void timeThatHasNotComeYetIsNoSilence() {
    BacktestRequest request =
        BacktestRequest.newBuilder()
            .setRules("rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]")
            .setFrom("2026-11-20")
            .setTo("2026-12-24")
            .build();

    assertThat(stub.backtest(request).getRowsList()).isEmpty();
    timeline.later(Duration.ofHours(30));

    assertThat(stub.backtest(request).getRowsList())
        .singleElement()
        .satisfies(
            row -> assertThat(row.getEvidence().getWindowEnd()).startsWith("2026-11-25T16:00:00"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceOnBothDoors() throws Exception {
    BacktestRequest request =
        BacktestRequest.newBuilder()
            .setRules("rules: [{name: x, kind: threshold, below: 700}]")
            .setFrom("yesterday")
            .setZone("Mars/Olympus")
            .build();

    HttpResponse<String> answer = post("application/json", JsonFormat.printer().print(request));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains(
            "VIOLATIONS",
            "rules[0].below",
            "rules[0].window",
            "ZONE_UNKNOWN",
            "RANGE_INVALID",
            "MISSING");
    assertThatThrownBy(() -> stub.backtest(request))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("VIOLATIONS");
  }

  @Test
  void brokenRuleFileHasItsOwnReason() throws Exception {
    String body =
        "{\"rules\": \"rules: [{name: x, kind: guess}]\", \"from\": \"2026-11-23\", \"to\":"
            + " \"2026-11-24\"}";

    assertThat(post("application/json", body).body()).contains("\"RULES_INVALID\"", "line 1");
  }

  @Test
  void ruleThatAZoneOfHalfHoursKeepsFromBeingAnsweredIsNamed() throws Exception {
    String body =
        "{\"rules\": \"rules: [{name: nepal, kind: threshold, below: 50, window: {calendar: day, zone: '%s'}}]\","
            + " \"from\": \"2026-01-01\", \"to\": \"2026-01-04\"}";

    assertThat(post("application/json", body.formatted("+05:30")).body())
        .contains("RULES_INVALID", "rules[0].window.zone", "zone of whole hours");
    assertThat(post("application/json", body.formatted("Asia/Kathmandu")).body())
        .contains("ZONE_NOT_WHOLE_HOUR", "for rule nepal a zone", "not Asia/Kathmandu");
  }

  @Test
  void requestsThatCannotBeReadAreRefusedByName() throws Exception {
    assertThat(post("application/json", "{").body()).contains("MALFORMED");
    assertThat(post("application/json", "{\"colour\": 1}").body()).contains("UNKNOWN_FIELD");
    assertThat(post("text/yaml", "rules: []").statusCode()).isEqualTo(415);
    assertThat(get("/v1/alerts?colour=red").body()).contains("UNKNOWN_PARAMETER", "colour");
    assertThat(get("/v1/alerts?state=sad&pageSize=0").body()).contains("state", "pageSize");
    assertThat(get("/v1/alerts?pageToken=abc").body()).contains("pageToken");
    assertThat(get("/v1/alerts?pageToken=" + "f39_".repeat(8)).statusCode()).isEqualTo(400);
    assertThat(get("/v1/alerts?rule=a%00b&administration=%07").body())
        .contains("rules", "administrations", "printable");
    assertThat(get("/v1/alerts:watch?administration=%00").statusCode()).isEqualTo(400);
    assertThat(get("/v1/alerts?pageSize=1001").statusCode()).isEqualTo(400);
  }

  private HttpResponse<Stream<String>> listen() throws Exception {
    return client.send(request("/v1/alerts:watch").GET().build(), BodyHandlers.ofLines());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String type, String body) throws Exception {
    return client.send(
        request("/v1/rules:backtest")
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
  }
}
