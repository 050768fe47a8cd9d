package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.DeviceHttp.Answer;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceSettings;

/// What becomes of a device's presses: how many of them count, and when they were given.
class DeviceBurstIT {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @TempDir private Path folder;
  private final Ratings ratings = new Ratings(new Random(20261127));
  private final TestClock clock = new TestClock(NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;
  private DeviceHttp kiosk;
  private String secret = "";

  @BeforeEach
  void start() {
    feedback = new TestFeedback(DeviceBurstIT.class, folder);
    server = feedback.start(clock, Map.of());
    kiosk = new DeviceHttp(client, server.httpPort());
    secret = paired();
  }

  @AfterEach
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void fourthPressWithinTenMinutesIsKeptAndCountedApart() {
    for (int i = 0; i < 5; i++) {
      press(NOW.minusSeconds(3_600 - 60L * i));
    }
    press(NOW.minusSeconds(3_000));

    assertThat(flags()).containsExactly(0, 0, 0, 8, 8, 0);
  }

  @Test
  void queueOfAnOfflineDeviceIsJudgedByWhenItWasPressed() {
    Instant monday = NOW.minus(Duration.ofDays(4));
    List<String> queue = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      queue.add(rated(ratings.id(monday).toString(), monday.plusSeconds(150L * i)));
    }

    kiosk.batch(secret, queue.toArray(String[]::new));

    // Four presses in ten minutes: each fourth is too many.
    assertThat(flags()).hasSize(24).filteredOn(flag -> flag == 8).hasSize(6);
    assertThat(flags().subList(0, 8)).containsExactly(0, 0, 0, 8, 0, 0, 0, 8);
  }

  @Test
  void noTenMinutesHaveMoreThanThreeThatCountInWhateverOrderBatchesCome() {
    List<String> queue = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      queue.add(rated(ratings.id(NOW).toString(), NOW.minusSeconds(90L * i)));
    }
    Collections.shuffle(queue, new Random(2));

    for (int i = 0; i < queue.size(); i += 5) {
      kiosk.batch(secret, queue.subList(i, i + 5).toArray(String[]::new));
    }

    assertThat(flags()).hasSize(40);
    assertThat(tooFullWindows()).isZero();
  }

  @Test
  void repeatedPressKeepsItsFlagsAndIsNoPressMore() {
    String first = rated(ratings.id(NOW).toString(), NOW);
    String second = rated(ratings.id(NOW).toString(), NOW.plusSeconds(1));
    for (int i = 0; i < 4; i++) {
      assertThat(duplicates(kiosk.batch(secret, first, second))).isEqualTo(i == 0 ? 0 : 2);
    }

    press(NOW.plusSeconds(2));
    String fourth = rated(ratings.id(NOW).toString(), NOW.plusSeconds(3));
    kiosk.batch(secret, fourth);
    Answer again = kiosk.batch(secret, fourth, fourth);

    assertThat(duplicates(again)).isEqualTo(2);
    assertThat(flags()).containsExactly(0, 0, 0, 8);
    assertThat(feedback.count("SELECT count(*) FROM device_press")).isEqualTo(3);
  }

  @Test
  void replicasAndRestartsCountTogether() throws Exception {
    FeedbackServer other = feedback.start(clock, Map.of());
    List<DeviceHttp> doors = List.of(kiosk, new DeviceHttp(client, other.httpPort()));

    List<Future<Answer>> answers = new ArrayList<>();
    awaitKnown(doors.getLast());
    try (var presses = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        String rating = rated(ratings.id(NOW).toString(), NOW.plusSeconds(i));
        DeviceHttp door = doors.get(i % 2);
        answers.add(presses.submit(() -> door.batch(secret, rating)));
      }
    }
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
    }

    server.stop();
    FeedbackServer again = feedback.start(clock, Map.of());
    kiosk = new DeviceHttp(client, again.httpPort());
    press(NOW.plusSeconds(30));

    assertThat(flags()).hasSize(21).filteredOn(flag -> flag == 0).hasSize(3);
  }

  @Test
  void eachDeviceHasItsOwnAndWhoeverShowsNoKeyHasNone() {
    String other = paired();
    for (int i = 0; i < 4; i++) {
      press(NOW.plusSeconds(i));
    }

    kiosk.batch(other, rated(ratings.id(NOW).toString(), NOW.plusSeconds(5)));
    kiosk.post("/v1/ratings", rated(ratings.id(NOW).toString(), NOW.plusSeconds(6)), "");

    assertThat(flags()).containsExactly(0, 0, 0, 8, 0, 0);
  }

  @Test
  void pressesAreForgottenWhenNothingCanComeSoLateAnyMore() {
    press(NOW);
    clock.advance(Duration.ofDays(9));

    press(clock.instant());

    assertThat(feedback.count("SELECT count(*) FROM device_press")).isEqualTo(1);
    clock.set(NOW);
  }

  @Test
  void queueOfADeviceWhoseClockIsADayWrongIsStoredAtItsRealTimesInOrder() {
    for (Duration wrong : List.of(Duration.ofDays(1), Duration.ofDays(-1))) {
      List<String> queue = new ArrayList<>();
      Instant sentAt = NOW.plus(wrong);
      for (int i = 0; i < 5; i++) {
        Instant pressed = sentAt.minus(Duration.ofHours(5 - i));
        queue.add(DeviceHttp.rating(ratings.id(NOW).toString(), pressed, sentAt));
      }

      assertThat(kiosk.batch(secret, queue.toArray(String[]::new)).status()).isEqualTo(200);

      assertThat(times())
          .containsExactly(
              NOW.minus(Duration.ofHours(5)),
              NOW.minus(Duration.ofHours(4)),
              NOW.minus(Duration.ofHours(3)),
              NOW.minus(Duration.ofHours(2)),
              NOW.minus(Duration.ofHours(1)));
      assertThat(flags()).allMatch(flag -> Flag.of(flag).contains(Flag.CLOCK));
      org.onthaal.testkit.TestPostgres.execute(feedback.url(), "TRUNCATE rating, device_press");
    }
  }

  // Another replica knows of a new key after its next look.
  private void awaitKnown(DeviceHttp door) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (door.heartbeat(secret, NOW, "").status() != 200) {
      assertThat(System.nanoTime()).as("the key is known in time").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private String paired() {
    String code =
        DeviceServiceGrpc.newBlockingStub(feedback.channel(server))
            .createPairing(
                CreatePairingRequest.newBuilder()
                    .setSettings(
                        DeviceSettings.newBuilder()
                            .setName("Hall")
                            .setTouchpoint(DeviceHttp.COUNTER))
                    .build())
            .getCode();
    return kiosk.pair(code).text("secret");
  }

  private void press(Instant ratedAt) {
    Answer answer = kiosk.batch(secret, rated(ratings.id(NOW).toString(), ratedAt));
    assertThat(answer.body().toString()).contains("receipt");
  }

  private String rated(String id, Instant ratedAt) {
    return DeviceHttp.rating(id, ratedAt, clock.instant());
  }

  private static long duplicates(Answer answer) {
    long duplicates = 0;
    for (JsonElement result : answer.body().getAsJsonArray("results")) {
      if (result.getAsJsonObject().getAsJsonObject("receipt").get("duplicate").getAsBoolean()) {
        duplicates++;
      }
    }
    return duplicates;
  }

  // In order of time; LATE and CLOCK say nothing here of too many.
  private List<Integer> flags() {
    return column("flags").stream().map(Integer::valueOf).toList();
  }

  private List<Instant> times() {
    return column("to_char(rated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')").stream()
        .map(Instant::parse)
        .toList();
  }

  // Presses that count with the third one before them less than ten minutes earlier.
  private long tooFullWindows() {
    return feedback.count(
        """
        SELECT count(*)
        FROM (SELECT rated_at - lag(rated_at, 3) OVER (ORDER BY rated_at) AS span FROM rating WHERE flags & 8 = 0) AS spans
        WHERE span < interval '10 minutes'
        """);
  }

  private List<String> column(String expression) {
    try (var connection = DriverManager.getConnection(feedback.url());
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT " + expression + " FROM rating ORDER BY rated_at, received_at, id")) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
