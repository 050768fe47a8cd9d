package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.onthaal.aggregation.fold.Migrations;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreServiceGrpc;

/// What a hostile, broken or merely eager caller of the doors meets.
@Timeout(120)
class LimitsIT {
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private final List<Runnable> open = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private String url = "";

  @BeforeEach
  void prepare() {
    url = TestPostgres.database(LimitsIT.class);
    Migrations.migrate(settings(Map.of()).database());
  }

  @AfterEach
  void stop() {
    over.countDown();
    open.reversed().forEach(Runnable::run);
  }

  @Test
  void tooLargeQuestionIsToldSoAndARuleFileMayBeLarger() {
    ManagedChannel channel = channel(start(Map.of()));
    var alerts = AlertServiceGrpc.newBlockingStub(channel);

    StatusRuntimeException question =
        refusal(() ->
            alerts.listAlerts(ListAlertsRequest.newBuilder().addRules("x".repeat(70_000)).build()));
    StatusRuntimeException bomb =
        refusal(() ->
            alerts
                .withCompression("gzip")
                .listAlerts(
                    ListAlertsRequest.newBuilder().addRules("x".repeat(50_000_000)).build()));
    StatusRuntimeException file =
        refusal(() ->
            alerts.backtest(
                BacktestRequest.newBuilder().setRules("# " + "x".repeat(70_000)).build()));

    assertThat(question.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(reason(question)).isEqualTo("MESSAGE_TOO_LARGE");
    assertThat(bomb.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(file.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void connectionsAboveTheLimitAreEnded() {
    AggregationServer server = start(Map.of("grpc.connections-max", "1"));
    var first = AlertServiceGrpc.newBlockingStub(channel(server));
    first.listAlerts(ListAlertsRequest.getDefaultInstance());

    StatusRuntimeException refusal =
        refusal(() ->
            AlertServiceGrpc.newBlockingStub(channel(server))
                .listAlerts(ListAlertsRequest.getDefaultInstance()));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    first.listAlerts(ListAlertsRequest.getDefaultInstance());
  }

  @Test
  void questionsAboveThePermitsAreToldWhenToComeAgain() throws Exception {
    AggregationServer server =
        start(Map.of("admission.permits-max", "1", "admission.wait-max", "50ms"));
    ManagedChannel channel = channel(server);
    var alerts = AlertServiceGrpc.newBlockingStub(channel);
    StatusRuntimeException grpc;
    HttpResponse<String> http;
    try (Connection locking = DriverManager.getConnection(url)) {
      locking.setAutoCommit(false);
      try (var statement = locking.createStatement()) {
        statement.execute("LOCK TABLE alert IN ACCESS EXCLUSIVE MODE");
      }
      var holding =
          AlertServiceGrpc.newFutureStub(channel)
              .listAlerts(ListAlertsRequest.getDefaultInstance());
      Awaitility.await("the permit is held")
          .until(() ->
              metrics(server)
                  .contains(
                      "onthaal_admission_calls_total{outcome=\"admitted\",priority=\"dashboard\"} 1.0"));

      grpc =
          refusal(() ->
              ScoreServiceGrpc.newBlockingStub(channel)
                  .getScores(
                      GetScoresRequest.newBuilder()
                          .setQuery(
                              ScoreQuery.newBuilder().setFrom("2026-01-01").setTo("2026-02-01"))
                          .build()));
      http = get(server.httpPort(), "/v1/scores?from=2026-01-01&to=2026-02-01");
      assertThat(holding.isDone()).isFalse();
      locking.rollback();
      holding.get();
    }

    assertThat(grpc.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(reason(grpc)).isEqualTo("OVERLOADED");
    assertThat(Optional.ofNullable(grpc.getTrailers()).map(trailers -> trailers.get(PUSHBACK)))
        .contains("1000");
    assertThat(http.statusCode()).isEqualTo(503);
    assertThat(http.headers().firstValue("Retry-After")).contains("1");
    alerts.listAlerts(ListAlertsRequest.getDefaultInstance());
  }

  @Test
  void headersThatDripAreCutWhileOthersAreAnswered() throws Exception {
    AggregationServer server = start(Map.of("http.header-max", "1s"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
      // A hang limit.
      socket.setSoTimeout(60_000);
      Thread dripping = Thread.ofVirtual().start(() -> drip(socket));

      assertThat(get(server.httpPort(), "/v1/alerts").statusCode()).isEqualTo(200);
      try {
        socket.getInputStream().transferTo(new ByteArrayOutputStream());
      } catch (IOException _) {
        // Reset: ended as well.
      }
      assertThat(dripping.join(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(metrics(server))
        .contains("onthaal_door_refused_total{by=\"deadline\",door=\"http\"} 1.0");
  }

  // A byte every tenth of a second, until nobody takes them.
  private void drip(Socket socket) {
    try {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      do {
        socket.getOutputStream().write('x');
      } while (!over.await(100, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private AggregationSettings settings(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("grpc.port", "0");
    all.put("management.port", "0");
    all.put("database.url", url);
    all.put("database.user", "postgres");
    // Nobody listens there, and nothing here needs the log.
    all.put("log.target", "127.0.0.1:1");
    all.putAll(overrides);
    return AggregationSettings.load(Optional.empty(), all);
  }

  private AggregationServer start(Map<String, String> overrides) {
    AggregationServer server = AggregationServer.start(settings(overrides), InstantSource.system());
    open.add(server::stop);
    return server;
  }

  private ManagedChannel channel(AggregationServer server) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort()).usePlaintext().build();
    open.add(channel::shutdownNow);
    return channel;
  }

  private static String metrics(AggregationServer server) throws Exception {
    return get(server.managementPort(), "/metrics").body();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }

  private static StatusRuntimeException refusal(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("the call was taken");
  }

  private static String reason(StatusRuntimeException refusal) {
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    if (status == null) {
      return "";
    }
    return status.getDetailsList().stream()
        .filter(any -> any.is(ErrorInfo.class))
        .map(any -> {
          try {
            return any.unpack(ErrorInfo.class).getReason();
          } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError("a detail of ours is not readable", e);
          }
        })
        .findFirst()
        .orElse("");
  }
}
