package org.onthaal.feedback.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

class PostgresRatingLogIT {
  private static final List<String> TOUCHPOINTS =
      List.of("senne-population-counter", "parking-permit");
  private static final int SUBMITTERS = 8;
  private static final int BATCHES = 20;
  private static final int BATCH_ITEMS = 25;

  @TempDir private Path keys;
  private TestFeedback feedback;

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(PostgresRatingLogIT.class, keys);
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void offsetsStayGapFreeUnderTwoServersAndManySubmitters() throws Exception {
    FeedbackServer first = feedback.start(InstantSource.system(), Map.of());
    FeedbackServer second = feedback.start(InstantSource.system(), Map.of());
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    // Each seed is sent twice, to both servers, so that equal ids race each other.
    List<Future<?>> work = new ArrayList<>();
    try (ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS)) {
      for (int i = 0; i < SUBMITTERS; i++) {
        FeedbackServiceBlockingStub stub = feedback.feedback(i % 2 == 0 ? first : second);
        long seed = i / 2;
        work.add(submitters.submit(() -> submitBatches(stub, seed, acknowledged)));
      }
    }
    for (Future<?> one : work) {
      one.get();
    }

    int sent = SUBMITTERS / 2 * BATCHES * BATCH_ITEMS;
    assertThat(acknowledged).hasSize(sent);
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(sent);
    assertThat(feedback.count("SELECT count(*) FROM rating_default")).isZero();
    assertThatOffsetsAreGapFree();
    assertThat(submittedInLog()).isEqualTo(sent);
  }

  @Test
  void batchWithKnownIdsFallsBackAndStoresTheRest() {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    FeedbackServiceBlockingStub stub = feedback.feedback(server);
    List<Rating> known = ratings(1, 10);
    submit(stub, known);
    List<Rating> mixed = new ArrayList<>(known);
    mixed.addAll(ratings(2, 10));

    List<SubmitResult> results = submit(stub, mixed);

    assertThat(results).filteredOn(r -> r.getReceipt().getDuplicate()).hasSize(10);
    assertThat(results).allMatch(SubmitResult::hasReceipt);
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(20);
    assertThatOffsetsAreGapFree();
  }

  @Test
  void batchWithKnownIdsIsTriedOnceMoreHoweverShortTheConflictMode() {
    FeedbackServer server =
        feedback.start(InstantSource.system(), Map.of("store.conflict-mode", "0ms"));
    FeedbackServiceBlockingStub stub =
        feedback.feedback(server).withDeadlineAfter(20, TimeUnit.SECONDS);
    List<Rating> mixed = new ArrayList<>(ratings(1, 10));
    submit(stub, mixed);
    mixed.addAll(ratings(2, 10));

    assertThat(submit(stub, mixed)).hasSize(20).allMatch(SubmitResult::hasReceipt);
  }

  @Test
  void eachItemOfAMixedBatchHasItsOwnOutcome() {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    FeedbackServiceBlockingStub stub = feedback.feedback(server);
    List<Rating> good = ratings(6, 6);
    submit(stub, good.subList(0, 1));
    Rating known = good.getFirst();
    Rating fresh = good.get(1);
    List<Rating> mixed =
        List.of(
            known,
            known.toBuilder().setComment("other").build(),
            fresh,
            fresh,
            fresh.toBuilder().setComment("other").build(),
            good.get(2).toBuilder().setTouchpoint("nowhere").build(),
            good.get(3),
            good.get(4),
            good.get(5));

    List<SubmitResult> results = submit(stub, mixed);

    assertThat(results)
        .extracting(PostgresRatingLogIT::outcome)
        .containsExactly(
            "duplicate",
            "ID_REUSED",
            "stored",
            "duplicate",
            "ID_REUSED",
            "TOUCHPOINT_UNKNOWN",
            "stored",
            "stored",
            "stored");
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(5);
    assertThat(submittedInLog()).isEqualTo(5);
  }

  private static String outcome(SubmitResult result) {
    if (result.hasReceipt()) {
      return result.getReceipt().getDuplicate() ? "duplicate" : "stored";
    }
    return result.getProblem().getReason().name();
  }

  @Test
  void batchOfNothingButDuplicatesWritesNoLogRow() {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    FeedbackServiceBlockingStub stub = feedback.feedback(server);
    submit(stub, ratings(3, 10));
    long rows = feedback.count("SELECT count(*) FROM rating_log");

    submit(stub, ratings(3, 10));

    assertThat(feedback.count("SELECT count(*) FROM rating_log")).isEqualTo(rows);
  }

  @Test
  void oldIdGetsAMonthOfItsOwn() {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    Ratings draft = new Ratings(new Random(4));
    Rating old =
        draft.csat(4, Instant.parse("2014-05-13T10:00:00Z")).at(TOUCHPOINTS.getFirst()).build();

    submit(feedback.feedback(server), List.of(old));

    assertThat(feedback.count("SELECT count(*) FROM rating_2014_05")).isEqualTo(1);
    assertThat(feedback.count("SELECT count(*) FROM rating_default")).isZero();
  }

  @Test
  void killedBackendsLoseNothingThatWasAcknowledged() throws Exception {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    FeedbackServiceBlockingStub stub = feedback.feedback(server);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    List<Rating> wanted = ratings(5, 300);

    try (ExecutorService submitter = Executors.newSingleThreadExecutor()) {
      Future<?> work =
          submitter.submit(() -> {
            for (Rating rating : wanted) {
              submitUntilTaken(stub, rating, acknowledged);
            }
          });
      while (!work.isDone()) {
        TestPostgres.execute(
            feedback.url(),
            "SELECT pg_terminate_backend(pid), pg_sleep(0.05) FROM pg_stat_activity"
                + " WHERE application_name = 'onthaal-feedback-writer'"
                + " AND datname = current_database()");
      }
      work.get();
    }

    assertThat(acknowledged).hasSize(wanted.size());
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(wanted.size());
    assertThatOffsetsAreGapFree();
    assertThat(submittedInLog()).isEqualTo(wanted.size());
  }

  private void submitBatches(
      FeedbackServiceBlockingStub stub, long seed, Set<String> acknowledged) {
    for (int batch = 0; batch < BATCHES; batch++) {
      for (SubmitResult result : submit(stub, ratings(seed * 1_000 + batch, BATCH_ITEMS))) {
        assertThat(result.hasReceipt()).as("%s", result).isTrue();
        acknowledged.add(result.getReceipt().getId());
      }
    }
  }

  private static void submitUntilTaken(
      FeedbackServiceBlockingStub stub, Rating rating, Set<String> acknowledged) {
    SubmitRatingRequest request = SubmitRatingRequest.newBuilder().setRating(rating).build();
    // A refused try is repeated with the same id, as every client does.
    Awaitility.await("the writer reconnects after a kill")
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> acknowledged.add(stub.submitRating(request).getReceipt().getId()));
  }

  // The same seed makes the same ratings: content and ids.
  private static List<Rating> ratings(long seed, int count) {
    Ratings draft = new Ratings(new Random(seed));
    List<Rating> ratings = new ArrayList<>();
    Instant start = Instant.parse("2026-01-31T22:00:00Z");
    for (int i = 0; i < count; i++) {
      ratings.add(
          draft
              .csat(1 + i % 5, start.plusSeconds(seed * 7 + i * 600L))
              .at(TOUCHPOINTS.get(i % TOUCHPOINTS.size()))
              .build());
    }
    return ratings;
  }

  private static List<SubmitResult> submit(FeedbackServiceBlockingStub stub, List<Rating> ratings) {
    return stub.submitRatings(SubmitRatingsRequest.newBuilder().addAllRatings(ratings).build())
        .getResultsList();
  }

  private void assertThatOffsetsAreGapFree() {
    assertThat(
            feedback.count(
                """
                SELECT count(*)
                FROM log_head
                LEFT JOIN (
                  SELECT log_partition, count(*) AS rows, max(log_offset) + 1 AS next
                  FROM rating_log
                  GROUP BY log_partition
                ) AS log USING (log_partition)
                WHERE log_head.next <> coalesce(log.rows, 0)
                  OR log_head.next <> coalesce(log.next, 0)
                """))
        .isZero();
  }

  // Entries that are not of the catalogue; each acknowledged rating is in exactly one.
  private long submittedInLog() {
    return feedback.count("SELECT coalesce(sum(entries), 0) FROM rating_log")
        - feedback.count("SELECT count(*) FROM administration");
  }
}
