package org.onthaal.feedback.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.ApplyCatalogResponse;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingResponse;

class WaitingWritersIT {
  private static final String ADMINISTRATION = "commune-de-la-senne";
  private static final String WAITING_FOR_ADVISORY =
      """
      SELECT count(*)
      FROM pg_locks
      JOIN pg_database ON pg_database.oid = pg_locks.database
      WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
      """;
  private static final String WRITERS_WAITING_FOR_A_ROW =
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE application_name = 'onthaal-feedback-writer' AND wait_event_type = 'Lock'
        AND wait_event <> 'advisory' AND datname = current_database()
      """;

  @TempDir private Path keys;
  private final Ratings draft = new Ratings(new Random(11));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private TestFeedback feedback;
  private FeedbackServer server;
  private FeedbackServiceBlockingStub stub;

  @BeforeEach
  void start() {
    feedback = new TestFeedback(WaitingWritersIT.class, keys);
    server = feedback.start(InstantSource.system(), Map.of());
    stub = feedback.feedback(server);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    feedback.close();
  }

  @Test
  void firstRatingWaitsForAChangeOfItsZone() throws Exception {
    // Another administration's, so that the month is there already.
    submit("canal-library", "2026-02-03T09:00:00Z");
    try (Connection change = transaction()) {
      boolean rated =
          PostgresRatings.hasRatings(
              change,
              (int)
                  feedback.count(
                      "SELECT administration_id FROM administration WHERE code = '"
                          + ADMINISTRATION
                          + "'"));
      Future<SubmitRatingResponse> first = threads.submit(() -> submit("2026-02-03T10:00:00Z"));

      await("the writer waits for the change", WAITING_FOR_ADVISORY);
      change.commit();

      assertThat(rated).isFalse();
      assertThat(first.get().hasReceipt()).isTrue();
    }
  }

  @Test
  void changeOfAZoneWaitsForAFirstRatingOnItsWay() throws Exception {
    try (Connection blocker = transaction()) {
      execute(blocker, "SELECT log_partition FROM log_head ORDER BY log_partition FOR UPDATE");
      Future<SubmitRatingResponse> first = threads.submit(() -> submit("2026-02-03T10:00:00Z"));
      await("the writer waits for its log's head", WRITERS_WAITING_FOR_A_ROW);
      Future<ApplyCatalogResponse> change = threads.submit(() -> applyZone("Asia/Tokyo"));
      await("the change waits for the writer", WAITING_FOR_ADVISORY);

      blocker.rollback();

      assertThat(first.get().hasReceipt()).isTrue();
      assertThat(change)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingRootCause()
          .withMessageContaining("CATALOGUE_INVALID");
    }
    assertThat(feedback.count("SELECT count(*) FROM administration WHERE zone = 'Asia/Tokyo'"))
        .isZero();
  }

  @Test
  void monthThatCannotBeAttachedKeepsNobodyElseWaiting() throws Exception {
    submit("2026-02-03T10:00:00Z");

    try (Connection reader = transaction()) {
      execute(reader, "SELECT count(*) FROM rating");
      StatusRuntimeException refusal =
          catchThrowableOfType(StatusRuntimeException.class, () -> submit("2014-05-13T10:00:00Z"));

      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(submit("2026-02-03T11:00:00Z").hasReceipt()).isTrue();
    }
    assertThat(submit("2014-05-13T11:00:00Z").hasReceipt()).isTrue();
    assertThat(feedback.count("SELECT count(*) FROM rating_2014_05")).isEqualTo(1);
  }

  private SubmitRatingResponse submit(String at) {
    return submit("parking-permit", at);
  }

  private SubmitRatingResponse submit(String touchpoint, String at) {
    return stub.submitRating(
        SubmitRatingRequest.newBuilder()
            .setRating(draft.csat(4, Instant.parse(at)).at(touchpoint).build())
            .build());
  }

  private ApplyCatalogResponse applyZone(String zone) {
    String document = "administrations: [{code: " + ADMINISTRATION + ", zone: " + zone + "}]";
    return CatalogServiceGrpc.newBlockingStub(feedback.channel(server))
        .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(document).build());
  }

  private Connection transaction() throws SQLException {
    Connection connection = DriverManager.getConnection(feedback.url());
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void await(String reason, String countOfOne) {
    Awaitility.await(reason)
        .atMost(Duration.ofSeconds(8))
        .until(() -> feedback.count(countOfOne) == 1);
  }
}
