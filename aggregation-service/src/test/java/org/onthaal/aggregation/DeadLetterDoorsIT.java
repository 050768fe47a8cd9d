package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Server;
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
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.DeadLetter;
import org.onthaal.v1.DeadLetterServiceGrpc;
import org.onthaal.v1.DeadLetterServiceGrpc.DeadLetterServiceBlockingStub;
import org.onthaal.v1.ListDeadLettersRequest;
import org.onthaal.v1.ListDeadLettersResponse;
import org.onthaal.v1.ReplayDeadLettersRequest;
import org.onthaal.v1.ReplayDeadLettersResponse;

/// A webhook refuses, comes back, and is told after all: at both doors, over sockets.
class DeadLetterDoorsIT {
  private static final String RULES =
      "rules: [{name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by: [service]}]";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Team team = new Team();
  private URI base = URI.create("http://127.0.0.1/");
  private DeadLetterServiceBlockingStub letters;
  private Timeline timeline;

  @BeforeEach
  void open() throws Exception {
    team.answer(400);
    timeline = new Timeline(getClass(), folder, Instant.parse("2026-11-24T09:10:00Z"));
    timeline.start(RULES, team.routes()).ratings(40, 1);
    HttpRouting.Builder routing = HttpRouting.builder().register(timeline.alerting().http());
    WebServer http = WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start();
    Server grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(threads)
            .addService(timeline.alerting().deadLetters())
            .build()
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpc.getPort()).usePlaintext().build();
    base = URI.create("http://127.0.0.1:" + http.port());
    letters = DeadLetterServiceGrpc.newBlockingStub(channel);
    opened.addAll(
        List.<AutoCloseable>of(
            channel::shutdownNow, http::stop, grpc::shutdownNow, timeline, team));
    await("the dead letter").until(() -> list().getTotal() == 1);
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
  void deadLetterIsListedAndToldWithItsIdOnceTheWebhookIsBack() throws Exception {
    DeadLetter letter = list().getDeadLetters(0);
    assertThat(letter.getReceiver()).isEqualTo("team");
    assertThat(letter.getType()).isEqualTo("alert.firing");
    assertThat(letter.getAlert()).isEqualTo(new Operator(timeline).alert("low"));
    assertThat(letter.getTries()).isEqualTo(1);
    assertThat(letter.getReason()).isEqualTo("HTTP 400");
    assertThat(letter.getOutdated()).isFalse();
    assertThat(get("?receiver=team").body()).contains(letter.getId(), "\"total\": 1");
    team.answer(204);

    HttpResponse<String> replayed = post("{\"receiver\": \"team\"}");
    team.hears(2);

    assertThat(replayed.body()).contains("\"queued\": 1", "\"outdated\": 0");
    assertThat(team.ids()).containsExactly(letter.getId(), letter.getId());
    await("the letter to be delivered").until(() -> list().getTotal() == 0);
    assertThat(replay("team")).isEqualTo(ReplayDeadLettersResponse.getDefaultInstance());
    timeline.ratings(200, 5);
    team.hears(3);
    assertThat(team.heard().getLast()).isEqualTo("alert.resolved low");
  }

  @Test
  void alertThatIsOverIsNotToldAnyMore() {
    timeline.ratings(200, 5);
    team.answer(204);

    assertThat(replay("team"))
        .isEqualTo(ReplayDeadLettersResponse.newBuilder().setOutdated(1).build());
    assertThat(list().getDeadLetters(0).getOutdated()).isTrue();
    assertThat(list().getTotal()).isEqualTo(1);
  }

  @Test
  void twoReplaysAtOnceCountAndTellNothingTwice() throws Exception {
    copies(200);
    team.answer(204);
    int before = team.ids().size();

    List<Future<ReplayDeadLettersResponse>> both = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      both.add(threads.submit(() -> replay("team")));
    }
    int queued = 0;
    for (Future<ReplayDeadLettersResponse> one : both) {
      queued += one.get().getQueued();
    }

    assertThat(queued).isEqualTo(201);
    await("all of them").until(() -> list().getTotal() == 0 && team.ids().size() >= before + 201);
    List<String> told = team.ids().subList(before, team.ids().size());
    assertThat(new HashSet<>(told)).hasSize(201);
    assertThat(told).hasSize(201);
  }

  @Test
  void unknownReceiverIsAnsweredWithTheKnownOnesAtEachDoor() throws Exception {
    assertThat(post("{\"receiver\": \"taem\"}").statusCode()).isEqualTo(404);
    assertThat(post("{\"receiver\": \"taem\"}").body()).contains("NOT_FOUND", "one of team");
    assertThat(get("?receiver=taem").statusCode()).isEqualTo(404);
    assertThat(get("?receiver=taem").body()).contains("one of team");
    assertThatThrownBy(() -> replay("taem")).hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() ->
            letters.listDeadLetters(
                ListDeadLettersRequest.newBuilder().setReceiver("taem").build()))
        .hasMessageContaining("NOT_FOUND");
    assertThat(post("{}").body()).contains("MISSING", "one of team");
    assertThat(post("{\"name\": \"team\"}").body()).contains("UNKNOWN_FIELD");
    assertThat(get("?name=team").body()).contains("UNKNOWN_PARAMETER");
    assertThat(get("?receiver=a%00").body()).contains("CONTROL_CHARACTER");
  }

  @Test
  void lettersOfAReceiverThatIsGoneAreStillSeen() throws Exception {
    timeline
        .database()
        .useHandle(handle -> handle.execute("UPDATE notification SET receiver = 'gone'"));

    assertThat(get("?receiver=gone").body()).contains("\"total\": 1", "alert.firing");
    assertThat(post("{\"receiver\": \"gone\"}").statusCode()).isEqualTo(404);
  }

  /// More dead letters of the same kind.
  private void copies(int count) {
    timeline
        .database()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO notification (id, receiver, group_key, sequence, alert_id, kind, body, state, queued_at, next_attempt_at, expires_at, attempts, settled_at, reason)
                SELECT gen_random_uuid(), receiver, group_key, sequence + more, alert_id, kind, body, state, queued_at, next_attempt_at, expires_at, attempts, settled_at, reason
                FROM notification, generate_series(1, ?) AS more
                """,
                count));
  }

  private ListDeadLettersResponse list() {
    return letters.listDeadLetters(ListDeadLettersRequest.getDefaultInstance());
  }

  private ReplayDeadLettersResponse replay(String receiver) {
    return letters.replayDeadLetters(
        ReplayDeadLettersRequest.newBuilder().setReceiver(receiver).build());
  }

  private HttpResponse<String> get(String query) throws Exception {
    return send(HttpRequest.newBuilder(base.resolve("/v1/dead-letters" + query)));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(
        HttpRequest.newBuilder(base.resolve("/v1/dead-letters:replay"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }
}
