package org.onthaal.feedback.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.feedback.store.LogPartitions;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.Answer;
import org.onthaal.v1.CaughtUp;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.GetHeadsRequest;
import org.onthaal.v1.LogBatch;
import org.onthaal.v1.LogEntry;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.RecountCell;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.RecountResponse;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.TailRequest;
import org.onthaal.v1.TailResponse;

class TailIT {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final int PARTITION = LogPartitions.of("commune-de-la-senne");

  private final TestClock clock = new TestClock(NOW);
  private final Ratings ratings = new Ratings(new Random(11));
  @TempDir private Path keys;
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeEach
  void start() {
    feedback = new TestFeedback(TailIT.class, keys);
    server = feedback.start(clock, Map.of("tail.pause-max", "300ms"));
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void readerResumesExactlyAfterAnyOffset() {
    for (int i = 0; i < 5; i++) {
      submit(1 + i);
    }
    List<LogBatch> all = batches(-1);

    List<LogBatch> rest = batches(2);

    assertThat(all).extracting(LogBatch::getOffset).startsWith(0L, 1L, 2L).isSorted();
    assertThat(rest).isEqualTo(all.subList(3, all.size()));
  }

  @Test
  void readerHearsThatItHasCaughtUpAndThenWhatIsNew() {
    Iterator<TailResponse> tail = tail(-1);
    CaughtUp caughtUp = null;
    while (caughtUp == null) {
      TailResponse next = tail.next();
      caughtUp = next.hasCaughtUp() ? next.getCaughtUp() : null;
    }

    Receipt receipt = submit(4);

    assertThat(caughtUp.getAt()).isEqualTo(Ratings.timestamp(NOW));
    LogBatch news = tail.next().getBatch();
    assertThat(receipt.getPosition()).isEqualTo(PARTITION + ":" + news.getOffset());
    assertThat(news.getOffset()).isEqualTo(caughtUp.getOffset() + 1);
    assertThat(news.getFacts().getEntries(0).getSubmitted().getFacts().getAnswers(0).getScore())
        .isEqualTo(4);
  }

  @Test
  void offsetBeyondTheHeadIsOutOfRange() {
    StatusRuntimeException refusal =
        catchThrowableOfType(StatusRuntimeException.class, () -> tail(1_000).next());

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
  }

  @Test
  void rowThatCannotBeReadIsSentAsItIsAndTheNextOnesToo() {
    submit(1);
    submit(2);
    submit(3);
    org.onthaal.testkit.TestPostgres.execute(
        feedback.url(),
        "UPDATE rating_log SET facts = 'garbage' WHERE log_offset = 2 AND log_partition = "
            + PARTITION);

    List<LogBatch> all = batches(-1);

    assertThat(all).extracting(LogBatch::getOffset).startsWith(0L, 1L, 2L, 3L);
    assertThat(all.get(2).getUnreadable().toStringUtf8()).isEqualTo("garbage");
    assertThat(all.get(2).hasFacts()).isFalse();
    assertThat(all.get(3).getUnreadable()).isEmpty();
  }

  @Test
  void missingOffsetIsAnErrorAndNeverSkipped() {
    submit(1);
    submit(2);
    submit(3);
    org.onthaal.testkit.TestPostgres.execute(
        feedback.url(),
        "DELETE FROM rating_log WHERE log_offset = 2 AND log_partition = " + PARTITION);

    StatusRuntimeException refusal =
        catchThrowableOfType(StatusRuntimeException.class, () -> batches(-1));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.DATA_LOSS);
    assertThat(refusal).hasMessageContaining(PARTITION + ":2");
  }

  @Test
  void readerThatTakesNothingIsCut() throws Exception {
    org.onthaal.testkit.TestPostgres.execute(
        feedback.url(),
        // Five megabytes, far more than the windows of the connection hold: field 15, 1,000 bytes.
        "INSERT INTO rating_log SELECT 15, offsets, now(), 0,"
            + " decode('7ae807' || repeat('00', 1000), 'hex')"
            + " FROM generate_series(0, 5000) AS offsets;"
            + " UPDATE log_head SET next = 5001 WHERE log_partition = 15");
    CompletableFuture<Status> end = new CompletableFuture<>();
    ClientCall<TailRequest, TailResponse> call =
        feedback
            .channel(server)
            .newCall(RatingLogServiceGrpc.getTailMethod(), io.grpc.CallOptions.DEFAULT);

    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.sendMessage(TailRequest.newBuilder().setPartition(15).setAfterOffset(-1).build());
    call.halfClose();
    call.request(1);
    // The cut arrives behind what was sent before it, so the reader wakes up after the pause.
    CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> call.request(100_000));

    assertThat(end.get(10, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void amendmentAndErasureCarryWhatCountedBefore() {
    Receipt receipt = submit(2);
    feedback
        .feedback(server)
        .amendRating(
            AmendRatingRequest.newBuilder()
                .setId(receipt.getId())
                .setReceiptCode(receipt.getCode())
                .addAnswers(Answer.newBuilder().setScore(5))
                .build());
    feedback
        .feedback(server)
        .eraseRating(
            EraseRatingRequest.newBuilder()
                .setId(receipt.getId())
                .setReceiptCode(receipt.getCode())
                .build());

    List<LogEntry> entries =
        batches(-1).stream()
            .map(LogBatch::getFacts)
            .map(LogFacts::getEntriesList)
            .flatMap(List::stream)
            .toList();

    LogEntry amended = entries.get(entries.size() - 2);
    LogEntry erased = entries.getLast();
    assertThat(amended.getAmended().getBefore().getAnswers(0).getScore()).isEqualTo(2);
    assertThat(amended.getAmended().getAfter().getAnswers(0).getScore()).isEqualTo(5);
    assertThat(erased.getErased().getBefore()).isEqualTo(amended.getAmended().getAfter());
  }

  @Test
  void recountCountsWhatIsStoredAndSaysWhichHeadsItSaw() {
    submit(2);
    submit(2);
    Receipt erased = submit(5);
    feedback
        .feedback(server)
        .eraseRating(
            EraseRatingRequest.newBuilder()
                .setId(erased.getId())
                .setReceiptCode(erased.getCode())
                .build());

    Iterator<RecountResponse> answer =
        feedback
            .log(server)
            .recount(
                RecountRequest.newBuilder()
                    .setMinutesFrom(Ratings.timestamp(NOW.minus(Duration.ofHours(1))))
                    .build());

    RecountResponse first = answer.next();
    List<RecountCell> cells = new ArrayList<>();
    answer.forEachRemaining(response -> cells.addAll(response.getCells().getCellsList()));
    assertThat(first.getHeads().getHeadsList())
        .isEqualTo(
            feedback.log(server).getHeads(GetHeadsRequest.getDefaultInstance()).getHeadsList());
    assertThat(cells)
        .extracting(RecountCell::getStartCase)
        .containsExactly(
            RecountCell.StartCase.DAY, RecountCell.StartCase.HOUR, RecountCell.StartCase.MINUTE);
    assertThat(cells).allMatch(cell -> cell.getCounts(2) == 2 && cell.getCounts(5) == 0);
    assertThat(cells.getFirst().getDay()).isEqualTo("2026-03-05");
  }

  private Receipt submit(int score) {
    return feedback
        .feedback(server)
        .submitRating(
            SubmitRatingRequest.newBuilder()
                .setRating(
                    ratings.csat(score, NOW.minusSeconds(5)).at("senne-population-counter").build())
                .build())
        .getReceipt();
  }

  private Iterator<TailResponse> tail(long after) {
    return feedback
        .log(server)
        .tail(TailRequest.newBuilder().setPartition(PARTITION).setAfterOffset(after).build());
  }

  private List<LogBatch> batches(long after) {
    List<LogBatch> batches = new ArrayList<>();
    Iterator<TailResponse> tail = tail(after);
    for (TailResponse next = tail.next(); next.hasBatch(); next = tail.next()) {
      batches.add(next.getBatch());
    }
    return batches;
  }
}
