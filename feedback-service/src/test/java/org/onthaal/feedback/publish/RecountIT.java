package org.onthaal.feedback.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.BranchingExample;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Choices;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Rating;
import org.onthaal.v1.RatingLogServiceGrpc.RatingLogServiceBlockingStub;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.RecountChoice;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.RecountResponse;
import org.onthaal.v1.SubmitRatingRequest;

class RecountIT {
  @TempDir private Path keys;
  private TestFeedback feedback;
  private FeedbackServer server;
  private RatingLogServiceBlockingStub stub;

  @BeforeEach
  void start() {
    feedback = new TestFeedback(RecountIT.class, keys);
    server = feedback.start(InstantSource.system(), Map.of());
    stub = feedback.log(server);
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void thirdRecountAtOnceIsRefusedUntilOneHasEnded() throws Exception {
    Iterator<RecountResponse> first;
    Iterator<RecountResponse> second;
    try (Connection blocker = DriverManager.getConnection(feedback.url())) {
      blocker.setAutoCommit(false);
      blocker.createStatement().execute("LOCK TABLE rating");
      first = recount();
      second = recount();
      assertThat(first.next().hasHeads()).isTrue();
      assertThat(second.next().hasHeads()).isTrue();

      assertThat(refusal(RecountRequest.getDefaultInstance()))
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
    first.forEachRemaining(_ -> {});
    second.forEachRemaining(_ -> {});
    assertThat(recount().next().hasHeads()).isTrue();
  }

  @Test
  void timeThatIsNoneIsRefused() {
    Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();

    assertThat(refusal(RecountRequest.newBuilder().setMinutesFrom(never).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void choicesAreCountedByTheScoreBesideIfTheyAreAskedFor() {
    FeedbackServiceBlockingStub ratings = feedback.feedback(server);
    BranchingExample.apply(feedback.channel(server));
    ratings.submitRating(rating(1, "waiting", "result"));
    ratings.submitRating(rating(1, "waiting"));
    Receipt erased = ratings.submitRating(rating(1, "staff")).getReceipt();
    Receipt amended = ratings.submitRating(rating(2, "staff", "result")).getReceipt();
    var _ =
        ratings.eraseRating(
            EraseRatingRequest.newBuilder()
                .setId(erased.getId())
                .setReceiptCode(erased.getCode())
                .build());
    var _ =
        ratings.amendRating(
            AmendRatingRequest.newBuilder()
                .setId(amended.getId())
                .setReceiptCode(amended.getCode())
                .addAnswers(chosen("result"))
                .addAnswers(Answer.newBuilder().setQuestion("fair").setScore(1))
                .addAnswers(Answer.newBuilder().setScore(2))
                .build());

    List<RecountChoice> choices = new ArrayList<>();
    stub.recount(RecountRequest.newBuilder().setChoices(true).build())
        .forEachRemaining(part -> choices.addAll(part.getChoices().getChoicesList()));

    // The THUMBS answer is stored first; the CSAT one is beside what was chosen all the same.
    assertThat(choices)
        .allSatisfy(choice -> {
          assertThat(choice.getCell().getQuestion()).isEqualTo("wrong");
          assertThat(choice.getCell().getMetric()).isEqualTo(Metric.CSAT);
          assertThat(choice.getCell().hasDay()).isTrue();
        })
        .extracting(
            RecountChoice::getChoice,
            choice -> choice.getCell().getCounts(1),
            choice -> choice.getCell().getCounts(2))
        .containsExactlyInAnyOrder(
            tuple("", 2L, 1L), tuple("waiting", 2L, 0L), tuple("result", 1L, 1L));
    recount().forEachRemaining(part -> assertThat(part.hasChoices()).isFalse());
  }

  private static SubmitRatingRequest rating(int score, String... choices) {
    return SubmitRatingRequest.newBuilder()
        .setRating(
            Rating.newBuilder()
                .setTouchpoint(BranchingExample.TOUCHPOINT)
                .addAnswers(Answer.newBuilder().setScore(score))
                .addAnswers(chosen(choices)))
        .build();
  }

  private static Answer chosen(String... choices) {
    return Answer.newBuilder()
        .setQuestion("wrong")
        .setChoices(Choices.newBuilder().addAllCodes(List.of(choices)))
        .build();
  }

  private Iterator<RecountResponse> recount() {
    return stub.recount(RecountRequest.getDefaultInstance());
  }

  private Status.Code refusal(RecountRequest request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> stub.recount(request).next())
        .getStatus()
        .getCode();
  }
}
