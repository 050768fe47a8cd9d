package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingResponse;

class FeedbackServerIT {
  private static final int CALLS = 500;

  @TempDir private Path keys;
  private TestFeedback feedback;

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(FeedbackServerIT.class, keys);
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "grpc", "management"})
  void takenPortIsNamedWithTheKeyThatChangesIt(String door) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> feedback.start(InstantSource.system(), Map.of(door + ".port", port)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(port)
          .hasMessageContaining(door + ".port");
    }
  }

  @Test
  void databaseThatWasNotMigratedIsSaidSo() {
    String empty = TestPostgres.database(FeedbackServerIT.class);

    assertThatThrownBy(() -> feedback.start(InstantSource.system(), Map.of("database.url", empty)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("migrate");
  }

  @Test
  void databaseOfANewerReleaseIsRefused() {
    TestPostgres.execute(
        feedback.url(),
        """
        INSERT INTO feedback_schema_history
        SELECT 99, '999', 'more', type, 'V999__more.sql', 1, installed_by, now(), 1, true
        FROM feedback_schema_history
        WHERE installed_rank = 1
        """);

    assertThatThrownBy(() -> feedback.start(InstantSource.system(), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer release")
        .hasMessageContaining("V999__more.sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"receipt.key", "fingerprint.key"})
  void lostKeyIsNotReplacedInSilence(String name) throws IOException {
    feedback.start(InstantSource.system(), Map.of()).stop();
    byte[] kept = Files.readAllBytes(keys.resolve(name));
    Files.delete(keys.resolve(name));

    assertThatThrownBy(() -> feedback.start(InstantSource.system(), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(keys.resolve(name).toString())
        .hasMessageContaining("restore");

    Files.write(keys.resolve(name), kept);
    feedback.start(InstantSource.system(), Map.of());
  }

  @Test
  void managementDoorTellsHealthAndMetrics() throws Exception {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());

    assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
    assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
    assertThat(get(server, "/metrics").body())
        .contains("onthaal_intake_ratings_total{outcome=\"stored\"}");
  }

  @Test
  void keysAreTheOwnersAlone() throws IOException {
    feedback.start(InstantSource.system(), Map.of());

    for (String name : List.of("receipt.key", "fingerprint.key")) {
      assertThat(Files.getPosixFilePermissions(keys.resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void stoppingLosesNothingThatWasAcknowledged() {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    Ratings ratings = new Ratings(new Random(9));
    FeedbackServiceGrpc.FeedbackServiceFutureStub stub =
        FeedbackServiceGrpc.newFutureStub(feedback.channel(server));
    List<Future<SubmitRatingResponse>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      var rating =
          ratings.csat(1 + i % 5, InstantSource.system().instant()).at("parking-permit").build();
      calls.add(stub.submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build()));
    }

    Awaitility.await("the first answer").until(() -> calls.stream().anyMatch(Future::isDone));
    server.stop();

    // A client whose connection is gone fails its calls itself, a moment after the server stopped.
    Awaitility.await("the calls end").until(() -> calls.stream().allMatch(Future::isDone));
    long acknowledged = calls.stream().filter(call -> call.state() == Future.State.SUCCESS).count();
    assertThat(acknowledged).isPositive();
    assertThat(feedback.count("SELECT count(*) FROM rating")).isGreaterThanOrEqualTo(acknowledged);
  }

  @Test
  void whileItAnnouncesThatItStopsItIsLeftByEveryoneAndRefusesNobody() throws Exception {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of("drain.announce", "10m"));
    HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(feedback.channel(server));
    assertThat(serving(health)).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

    Thread stopping = Thread.ofVirtual().start(server::stop);

    Awaitility.await("gRPC callers to hear of it")
        .until(() -> serving(health) == HealthCheckResponse.ServingStatus.NOT_SERVING);
    assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
    assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
    var rating =
        new Ratings(new Random(10))
            .csat(4, InstantSource.system().instant())
            .at("parking-permit")
            .build();
    SubmitRatingRequest call = SubmitRatingRequest.newBuilder().setRating(rating).build();
    assertThat(feedback.feedback(server).submitRating(call).getReceipt().getId())
        .isEqualTo(rating.getId());

    // The wait for load balancers is cut short; what follows it is not.
    stopping.interrupt();
    stopping.join();
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(1);
  }

  private static HealthCheckResponse.ServingStatus serving(HealthGrpc.HealthBlockingStub health) {
    return health.check(HealthCheckRequest.getDefaultInstance()).getStatus();
  }

  private static HttpResponse<String> get(FeedbackServer server, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.managementPort() + path))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
