package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.FaultProxy;
import org.onthaal.testkit.FaultProxy.Weather;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingRequest;

/// A database that is silent, deaf, cut off or slow: callers are told, nothing is lost or counted
/// twice, and nobody has to help.
class DatabaseFaultsIT {
  // Far above the time after which a wait is given up, and below the one after which a silent
  // connection is.
  private static final long DEADLINE_SECONDS = 8;

  @TempDir private Path keys;
  private final Ratings ratings = new Ratings(new Random(23));
  private TestFeedback feedback;
  private FaultProxy proxy;
  private FeedbackServiceBlockingStub stub;

  @BeforeEach
  void open() {
    feedback = new TestFeedback(DatabaseFaultsIT.class, keys);
    URI database = URI.create(feedback.url().substring("jdbc:".length()));
    proxy = FaultProxy.before(database.getPort());
    String through = feedback.url().replace(":" + database.getPort(), ":" + proxy.port());
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of("database.url", through));
    stub = feedback.feedback(server);
  }

  @AfterEach
  void close() {
    proxy.set(Weather.CALM);
    feedback.close();
    proxy.close();
  }

  @Test
  void silentDatabaseIsToldToEveryCallerAndTheSameIdsAreTakenAfterwards() {
    Rating before = rating();
    submit(before);
    proxy.set(Weather.SILENT);
    List<Rating> wanted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      wanted.add(rating());
    }

    for (Rating rating : wanted) {
      assertThat(refusal(rating)).isEqualTo(Status.Code.UNAVAILABLE);
    }

    proxy.set(Weather.CALM);
    wanted.forEach(this::submitUntilTaken);
    wanted.add(before);
    assertStoredOnce(wanted.size());
  }

  @Test
  void ratingWhoseCommitWasNotHeardOfIsADuplicateAfterwards() {
    submit(rating());
    Rating lost = rating();
    proxy.set(Weather.DEAF);

    Status.Code told = refusal(lost);
    // Whatever was sent to the database by then is carried out; the answer never comes.
    proxy.set(Weather.CALM);
    proxy.cut();
    Receipt receipt = submitUntilTaken(lost);

    assertThat(told).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(receipt.getId()).isEqualTo(lost.getId());
    assertStoredOnce(2);
  }

  @Test
  void cutConnectionsAreReplacedWithoutHelp() {
    List<Rating> wanted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Rating rating = rating();
      wanted.add(rating);
      if (i % 10 == 5) {
        proxy.cut();
      }
      submitUntilTaken(rating);
    }

    assertStoredOnce(wanted.size());
  }

  @Test
  void slowDatabaseStillTakesRatings() {
    proxy.set(Weather.slow(Duration.ofMillis(20)));

    List<Rating> wanted = List.of(rating(), rating(), rating());
    wanted.forEach(this::submit);

    assertStoredOnce(wanted.size());
  }

  private Rating rating() {
    return ratings.csat(4, InstantSource.system().instant()).at("parking-permit").build();
  }

  private Receipt submit(Rating rating) {
    return stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
        .getReceipt();
  }

  private Status.Code refusal(Rating rating) {
    try {
      submit(rating);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private Receipt submitUntilTaken(Rating rating) {
    List<Receipt> receipts = new ArrayList<>();
    Awaitility.await("the rating is taken")
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .until(() -> {
          try {
            receipts.add(submit(rating));
            return true;
          } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
          }
        });
    return receipts.getLast();
  }

  private void assertStoredOnce(int count) {
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(count);
    assertThat(
            feedback.count(
                "SELECT count(*) FROM rating_log l JOIN log_head h USING (log_partition)"
                    + " WHERE l.log_offset >= h.next"))
        .isZero();
    assertThat(
            feedback.count(
                "SELECT count(*) FROM log_head h WHERE h.next <>"
                    + " (SELECT count(*) FROM rating_log l WHERE l.log_partition = h.log_partition)"))
        .isZero();
  }
}
