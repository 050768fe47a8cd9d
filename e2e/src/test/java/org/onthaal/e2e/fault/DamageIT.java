package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.LogEntry;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.ScoreRow;
import org.onthaal.v1.SubmitRatingRequest;

/// What comes in wrong: clocks that are off by days, ratings that come days late, and a log with
/// rows that nobody can read. The last leaves its traces, so it comes last.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DamageIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

  private final Ratings ratings = new Ratings(new Random(Sizes.SEED));
  private Cluster cluster;
  private History history;
  private Sender sender;
  private Invariants invariants;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    cluster = Cluster.start(folder, 1, 1);
    history = History.in(folder.resolve("history.jsonl"));
    invariants = new Invariants(cluster, history);
    sender = new Sender(history, cluster.feedback(), Sizes.SEED);
  }

  @AfterAll
  void stop() throws IOException {
    sender.close();
    cluster.close();
    history.close();
  }

  @Test
  @Order(1)
  void kioskWhoseClockIsDaysBehindOrHoursAheadIsCountedWhenItHappened() {
    Instant happened = Instant.now().minus(90, ChronoUnit.SECONDS);
    for (Duration wrong : List.of(Duration.ofDays(-40), Duration.ofHours(20))) {
      String language = wrong.isNegative() ? "wbe" : "wah";
      Rating rating = rated(happened.plus(wrong), language, Instant.now().plus(wrong));

      Receipt receipt = submit(rating);

      Stored stored = stored(receipt);
      assertThat(stored.flags()).containsExactly("CLOCK");
      // The two clocks are read a moment apart.
      assertThat(stored.ratedAt()).isCloseTo(happened, Assertions.within(60, ChronoUnit.SECONDS));
      assertCountedOnce(language, stored.ratedAt());
    }
    invariants.hold();
  }

  @Test
  @Order(2)
  void ratingAheadOfAnyClockIsCountedWhenItCameAndMarked() {
    Rating rating = rated(Instant.now().plus(Duration.ofHours(3)), "ahe");

    Receipt receipt = submit(rating);

    Stored stored = stored(receipt);
    assertThat(stored.flags()).containsExactly("CLOCK");
    assertThat(stored.ratedAt()).isEqualTo(stored.receivedAt());
    assertCountedOnce("ahe", stored.ratedAt());
  }

  @Test
  @Order(3)
  void ratingThatComesDaysLateIsCountedInItsOwnDayAndMarkedWhenItIsOlderThanAWeek() {
    Instant fiveDays = Instant.now().minus(Duration.ofDays(5));
    Instant twentyDays = Instant.now().minus(Duration.ofDays(20));

    Receipt late = submit(rated(fiveDays, "lat"));
    Receipt older = submit(rated(twentyDays, "old"));

    assertThat(stored(late).flags()).isEmpty();
    assertThat(stored(older).flags()).containsExactly("LATE");
    assertCountedOnce("lat", fiveDays);
    assertCountedOnce("old", twentyDays);
    invariants.hold();
  }

  @Test
  @Order(4)
  void ratingFromTheDayAfterTomorrowIsRefused() {
    Rating rating = rated(Instant.now().plus(Duration.ofHours(30)), "nl");

    Assertions.assertThatThrownBy(() -> submit(rating))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  @Order(5)
  void rowsOfTheLogThatNobodyCanReadArePutAsideAndTheFoldGoesOn() throws SQLException {
    Receipt before = sender.submit(sender.make(1, 4, "nl")).getFirst();
    int partition = Integer.parseInt(before.getPosition().replaceFirst(":.*", ""));
    int told = cluster.receiver().calls().size();
    LogEntry ofAnotherKind =
        LogEntry.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("news"))
                            .build())
                    .build())
            .build();
    append(partition, new byte[] {(byte) 0xff, (byte) 0xff, 0x07});
    append(partition, LogFacts.newBuilder().addEntries(ofAnotherKind).build().toByteArray());

    sender.submit(sender.make(50, 4, "nl"));

    invariants.awaitFolded();
    invariants.talliesEqualTheRecount();
    assertThat(
            cluster
                .aggregationSql()
                .rows(
                    "SELECT log_partition, reason FROM quarantine ORDER BY log_offset",
                    row -> row.getInt(1) + " " + row.getString(2)))
        .containsExactly(
            partition + " a log row whose bytes cannot be read",
            partition + " an entry of a kind that is not known here");
    assertThat(cluster.aggregation().getFirst().metric("onthaal_fold_quarantined")).isEqualTo(2);
    await("the meta receiver to hear of it")
        .atMost(SOON)
        .until(() ->
            cluster.receiver().calls().stream()
                .skip(told)
                .anyMatch(call -> call.body().contains("log.quarantined")));
    invariants.everythingIsGreenWithoutAPerson();
    invariants.offsetsAreContiguous();
    invariants.everyTransitionWasToldWithOneId();
  }

  private Rating rated(Instant at, String language) {
    return ratings.csat(4, at).at(Example.KIOSK).in(language).build();
  }

  private Rating rated(Instant at, String language, Instant sentAt) {
    return rated(at, language).toBuilder().setSentAt(Ratings.timestamp(sentAt)).build();
  }

  private Receipt submit(Rating rating) {
    history.invoked(rating.getId(), "feedback");
    Receipt receipt =
        FeedbackServiceGrpc.newBlockingStub(cluster.feedback().getFirst().channel())
            .submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
            .getReceipt();
    history.acknowledged(receipt, "feedback");
    return receipt;
  }

  private record Stored(Instant ratedAt, Instant receivedAt, List<String> flags) {}

  /// Flags as the log tells them: what downstream knows.
  private Stored stored(Receipt receipt) {
    return cluster
        .feedbackSql()
        .rows(
            "SELECT facts FROM rating_log WHERE log_partition || ':' || log_offset = '"
                + receipt.getPosition()
                + "'",
            row -> {
              try {
                var facts =
                    LogFacts.parseFrom(row.getBytes(1)).getEntries(0).getSubmitted().getFacts();
                return new Stored(
                    instant(facts.getRatedAt()),
                    instant(facts.getReceivedAt()),
                    facts.getFlagsList().stream().map(Enum::name).toList());
              } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new AssertionError(e);
              }
            })
        .getFirst();
  }

  private void assertCountedOnce(String language, Instant at) {
    invariants.awaitFolded();
    List<ScoreRow> rows =
        HttpCaller.scores(
                cluster.aggregation().getFirst().http("/"),
                "from=2000-01-01&to=2100-01-01&every=day&by=language&language=" + language)
            .getRowsList();
    assertThat(rows)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.getN()).isEqualTo(1);
          assertThat(row.getStart()).startsWith(at.atZone(ZONE).toLocalDate().toString());
        });
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /// A row at the next offset, as a defect of a writer would leave it.
  private void append(int partition, byte[] facts) throws SQLException {
    try (Connection connection = DriverManager.getConnection(cluster.feedbackSql().url());
        var statement =
            connection.prepareStatement(
                """
                WITH head AS (
                  UPDATE log_head SET next = next + 1 WHERE log_partition = ? RETURNING log_partition, next - 1 AS log_offset
                )
                INSERT INTO rating_log (log_partition, log_offset, appended_at, entries, facts)
                SELECT log_partition, log_offset, now(), 1, ?
                FROM head
                """)) {
      statement.setInt(1, partition);
      statement.setBytes(2, facts);
      statement.executeUpdate();
    }
  }
}
