package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.Reason;

/** What is lost is told to the server with the next success, and counted there once. */
class LossesTest {
  private static final Rating GOOD = Rating.csat(4).at("parking-permit");
  private static final Rating AGAINST_THE_RULES = Rating.csat(4).at("");
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void lossesAreToldWithTheNextSuccess() throws IOException {
    try (ScriptedDoor door = new ScriptedDoor();
        FeedbackClient client = FeedbackClient.connect(options(door).build())) {
      door.failNext(Status.Code.UNAVAILABLE, 3);
      door.refuse(rating ->
          rating.getComment().isEmpty() ? Reason.REASON_UNSPECIFIED : Reason.METRIC_MISMATCH);

      var unused = client.submit(GOOD);
      await().atMost(LONG).until(() -> door.calls().size() > 1);
      unused = client.submit(AGAINST_THE_RULES);
      unused = client.submit(GOOD.comment("refused by the server"));

      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(door.losses().counted()).isEqualTo(Map.of("LOSS_REJECTED", 2)));
      assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 2L));
    }
  }

  @Test
  void reportWhoseAnswerIsLostIsRepeatedAsItWas() throws IOException {
    try (ScriptedDoor door = new ScriptedDoor()) {
      door.losses().loseAnswers(1);
      try (FeedbackClient client = FeedbackClient.connect(options(door).build())) {
        var unused = client.submit(AGAINST_THE_RULES);
        await().atMost(LONG).until(() -> !door.losses().heard().isEmpty());
        unused = client.submit(AGAINST_THE_RULES);
      } // says what is left

      assertThat(door.losses().heard()).hasSize(3);
      assertThat(door.losses().heard().get(1)).isEqualTo(door.losses().heard().get(0));
      assertThat(door.losses().counted()).isEqualTo(Map.of("LOSS_REJECTED", 2));
    }
  }

  @Test
  void lossesOutliveTheClientAndTheServersAbsence() throws IOException {
    Path spool = folder.resolve("spool");
    FeedbackOptions options;
    int port;
    // The port is kept meanwhile, so that nobody else gets it.
    try (ServerSocket absent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Pipe.start("absent", () -> hangUp(absent));
      port = absent.getLocalPort();
      options = FeedbackOptions.builder("http://127.0.0.1:" + port).spool(spool).build();
      try (FeedbackClient client = FeedbackClient.connect(options)) {
        var unused = client.submit(GOOD);
        await().atMost(LONG).until(() -> client.health().state() == Health.State.RETRYING);
        unused = client.submit(AGAINST_THE_RULES);
        assertThat(client.close(Duration.ZERO).dropped()).isEqualTo(1);
      }
    }
    assertThat(lossFiles(spool)).hasSize(1);

    try (ScriptedDoor door = new ScriptedDoor(port, ScriptedDoor.INSECURE);
        FeedbackClient client = FeedbackClient.connect(options)) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(door.losses().counted()).isEqualTo(Map.of("LOSS_REJECTED", 1)));
      assertThat(client.stats().droppedInAll()).as("counted by the client before").isZero();
    }
    assertThat(lossFiles(spool)).isEmpty();
  }

  @Test
  void lossesOfAClientThatIsGoneAreToldByAnother() throws IOException {
    Path spool = folder.resolve("spool");
    try (ScriptedDoor door = new ScriptedDoor()) {
      FeedbackOptions options = options(door).spool(spool).build();
      try (FeedbackClient one = FeedbackClient.connect(options)) {
        Path orphan = Files.createDirectories(spool.resolve("part-zzz"));
        Files.writeString(
            orphan.resolve("losses"),
            """
            0197c2a0-0000-7000-8000-000000000001 QUEUE_FULL=7 EXPIRED=2
            0197c2a0-0000-7000-8000-000000000002 CORRUPT=1
            """);
        try (FeedbackClient two = FeedbackClient.connect(options)) {
          await()
              .atMost(LONG)
              .untilAsserted(() ->
                  assertThat(door.losses().counted())
                      .isEqualTo(
                          Map.of("LOSS_QUEUE_FULL", 7, "LOSS_EXPIRED", 2, "LOSS_CORRUPT", 1)));
          assertThat(one.stats().droppedInAll() + two.stats().droppedInAll()).isZero();
        }
      }
    }
    assertThat(lossFiles(spool)).isEmpty();
  }

  @Test
  void serverThatDoesNotKnowLossesIsSentRatingsAllTheSame() throws IOException {
    try (ScriptedDoor door = ScriptedDoor.withoutLosses();
        FeedbackClient client = FeedbackClient.connect(options(door).build())) {
      var unused = client.submit(AGAINST_THE_RULES);

      assertThat(client.submitAndWait(GOOD, LONG)).isInstanceOf(Submission.Delivered.class);
      assertThat(client.health().state()).isEqualTo(Health.State.DELIVERING);
    }
  }

  /** Until the socket is closed. */
  private static void hangUp(ServerSocket absent) throws IOException {
    while (!absent.isClosed()) {
      absent.accept().close();
    }
  }

  private static FeedbackOptions.Builder options(ScriptedDoor door) {
    return FeedbackOptions.builder(door.address())
        .retries(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  private static List<Path> lossFiles(Path spool) throws IOException {
    try (Stream<Path> tree = Files.walk(spool)) {
      return tree.filter(each -> each.endsWith("losses")).toList();
    }
  }
}
