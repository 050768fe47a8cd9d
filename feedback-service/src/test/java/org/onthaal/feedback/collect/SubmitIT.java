package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.Answer;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Flag;
import org.onthaal.v1.GetSurveyRequest;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.StoredRating;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmitIT {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  private final Ratings ratings = new Ratings(new Random(7));
  private final TestClock clock = new TestClock(NOW);
  private TestFeedback feedback;
  private FeedbackServiceBlockingStub stub;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(SubmitIT.class, keys);
    server = feedback.start(clock, Map.of());
    stub = feedback.feedback(server);
  }

  @AfterAll
  void stop() {
    feedback.close();
  }

  @Test
  void acknowledgedRatingIsStored() {
    Receipt receipt = submit(draft(4).build());

    assertThat(receipt.getAdministration()).isEqualTo("commune-de-la-senne");
    assertThat(receipt.getDuplicate()).isFalse();
    assertThat(receipt.getPosition()).matches("\\d+:\\d+");
    assertThat(receipt.getCode()).matches("a[a-z2-7]{26}");
    assertThat(stored(receipt.getId()).getRating().getAnswers(0).getScore()).isEqualTo(4);
  }

  @Test
  void touchpointThatAnotherReplicaJustMadeIsKnown() {
    FeedbackServer other = feedback.start(clock, Map.of("store.catalogue-refresh", "1h"));
    FeedbackServiceBlockingStub atOther = feedback.feedback(other);
    CatalogServiceGrpc.newBlockingStub(feedback.channel(server))
        .applyCatalog(
            ApplyCatalogRequest.newBuilder()
                .setDocument(
                    """
                    administrations:
                      - code: commune-de-la-senne
                        services:
                          - code: new-desk
                            names: {fr: Guichet}
                            touchpoints:
                              - key: just-made
                                names: {fr: Guichet}
                                channels: [WEB]
                                languages: [fr]
                    """)
                .build());

    assertThat(
            atOther
                .submitRating(
                    SubmitRatingRequest.newBuilder()
                        .setRating(ratings.csat(4, NOW).at("just-made").in("fr").build())
                        .build())
                .getReceipt()
                .getAdministration())
        .isEqualTo("commune-de-la-senne");
    assertThat(
            atOther
                .getSurvey(GetSurveyRequest.newBuilder().setTouchpoint("just-made").build())
                .getSurvey()
                .getTouchpoint())
        .isEqualTo("just-made");
  }

  @Test
  void secondSubmissionOfTheSameIdIsDuplicate() {
    Rating rating = draft(3).build();

    Receipt first = submit(rating);
    Receipt second = submit(rating.toBuilder().setSentAt(Ratings.timestamp(NOW)).build());

    assertThat(second.getDuplicate()).isTrue();
    assertThat(second.getCode()).isEqualTo(first.getCode());
    assertThat(second.getReceivedAt()).isEqualTo(first.getReceivedAt());
  }

  @Test
  void sameIdWithOtherContentIsRefusedAndOverwritesNothing() {
    Rating rating = draft(3).build();
    submit(rating);

    StatusRuntimeException refusal = refusal(rating.toBuilder().setAnswers(0, score(1)).build());

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(stored(rating.getId()).getRating().getAnswers(0).getScore()).isEqualTo(3);
  }

  @Test
  void exportedRatingIsRecognisedWhenItComesBack() {
    Rating sent =
        draft(3).build().toBuilder()
            .setRatedAt(Ratings.timestamp(NOW.minus(Duration.ofHours(9))))
            .setSentAt(Ratings.timestamp(NOW.minus(Duration.ofHours(8))))
            .clearChannel()
            .setLanguage("nl-BE")
            .setComment("mail a@b.be")
            .build();
    Receipt first = submit(sent);
    Rating kept = stored(sent.getId()).getRating();
    assertThat(kept.getComment()).isEqualTo("mail [e-mail]");
    Rating returned = kept.toBuilder().setOrigin(Origin.IMPORT).build();

    Receipt again = submit(returned);

    assertThat(again.getDuplicate()).isTrue();
    assertThat(again.getReceivedAt()).isEqualTo(first.getReceivedAt());
    assertThat(submit(returned.toBuilder().clearSurveyVersion().build()).getDuplicate()).isTrue();
    for (Rating other :
        List.of(
            returned.toBuilder().setAnswers(0, score(1)).build(),
            returned.toBuilder().setComment("other").build(),
            returned.toBuilder().setRatedAt(Ratings.timestamp(NOW)).build(),
            returned.toBuilder().setOrigin(Origin.LIVE).build())) {
      assertThat(refusal(other).getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    }
    assertThat(stored(sent.getId()).getRating()).isEqualTo(kept);
  }

  @Test
  void ratingWithoutTimeMayBeRetriedLater() {
    Rating rating = draft(3).build().toBuilder().clearRatedAt().build();
    submit(rating);

    clock.advance(Duration.ofSeconds(30));
    Receipt second = submit(rating);
    clock.set(NOW);

    assertThat(second.getDuplicate()).isTrue();
  }

  @Test
  void ratingWithoutIdGetsOne() {
    Receipt receipt = submit(draft(5).build().toBuilder().clearId().build());

    assertThat(receipt.getId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}");
  }

  @Test
  void furtherAnswersAreKept() {
    Rating rating =
        draft(3).build().toBuilder()
            .addAnswers(Answer.newBuilder().setQuestion("ease").setScore(7))
            .build();

    submit(rating);

    List<Answer> answers = stored(rating.getId()).getRating().getAnswersList();
    assertThat(answers).extracting(Answer::getQuestion).containsExactly("overall", "ease");
    assertThat(answers).extracting(Answer::getScore).containsExactly(3, 7);
  }

  @Test
  void batchAnswersEachItemInOrder() {
    Rating good = draft(4).build();
    Rating bad = draft(4).build().toBuilder().setAnswers(0, score(9)).build();
    Rating other = good.toBuilder().setAnswers(0, score(1)).build();

    List<SubmitResult> results =
        stub.submitRatings(
                SubmitRatingsRequest.newBuilder()
                    .addRatings(good)
                    .addRatings(bad)
                    .addRatings(good)
                    .addRatings(other)
                    .build())
            .getResultsList();

    assertThat(results.get(0).getReceipt().getDuplicate()).isFalse();
    assertThat(results.get(1).getProblem().getViolations(0).getField())
        .isEqualTo("answers[0].score");
    assertThat(results.get(2).getReceipt().getDuplicate()).isTrue();
    assertThat(results.get(3).getProblem().getReason()).isEqualTo(org.onthaal.v1.Reason.ID_REUSED);
  }

  @Test
  void personalDataNeverReachesTheDatabase() {
    Rating rating = draft(2).saying("Mijn nummer is 93.05.18-223.61, jan@example.be").build();

    submit(rating);

    assertThat(stored(rating.getId()).getRating().getComment())
        .isEqualTo("Mijn nummer is [national number], [e-mail]");
    assertThat(feedback.count("SELECT count(*) FROM rating WHERE comment LIKE '%223.61%'"))
        .isZero();
  }

  @Test
  void longCommentOfAnImportIsCutAndMarked() {
    Rating rating =
        draft(2).saying("é".repeat(4_100)).build().toBuilder().setOrigin(Origin.IMPORT).build();

    submit(rating);

    String kept = stored(rating.getId()).getRating().getComment();
    assertThat(kept).hasSize(4_000).endsWith("é…");
  }

  @Test
  void wrongClockOfASenderIsCorrected() {
    Instant senders = NOW.minus(Duration.ofHours(3));
    Rating rating =
        Rating.newBuilder(draft(4).build())
            .setRatedAt(Ratings.timestamp(senders.minusSeconds(60)))
            .setSentAt(Ratings.timestamp(senders))
            .build();

    submit(rating);

    StoredRating stored = stored(rating.getId());
    assertThat(stored.getRating().getRatedAt()).isEqualTo(Ratings.timestamp(NOW.minusSeconds(60)));
    assertThat(stored.getFlagsList()).containsExactly(Flag.CLOCK);
  }

  @Test
  void lateRatingKeepsItsTimeAndIsFlagged() {
    Instant old = NOW.minus(Duration.ofDays(8));
    Rating rating = ratings.csat(4, old).at("senne-population-counter").build();

    submit(rating);

    StoredRating stored = stored(rating.getId());
    assertThat(stored.getRating().getRatedAt()).isEqualTo(Ratings.timestamp(old));
    assertThat(stored.getFlagsList()).containsExactly(Flag.LATE);
  }

  @Test
  void amendmentReplacesTheAnswersWithinTheEditWindow() {
    Receipt receipt = submit(draft(2).saying("slecht").build());

    Receipt amended =
        stub.amendRating(
                AmendRatingRequest.newBuilder()
                    .setId(receipt.getId())
                    .setReceiptCode(receipt.getCode())
                    .addAnswers(score(5))
                    .build())
            .getReceipt();

    StoredRating stored = stored(receipt.getId());
    assertThat(stored.getRating().getAnswers(0).getScore()).isEqualTo(5);
    assertThat(stored.getRating().getComment()).isEqualTo("slecht");
    assertThat(amended.getPosition()).isNotEqualTo(receipt.getPosition());
  }

  @Test
  void newCommentOfAnImportedRatingHasTheLengthOfAnyOther() {
    Receipt receipt = submit(draft(2).build().toBuilder().setOrigin(Origin.IMPORT).build());
    AmendRatingRequest amendment =
        AmendRatingRequest.newBuilder()
            .setId(receipt.getId())
            .setReceiptCode(receipt.getCode())
            .setComment("é".repeat(4_001))
            .build();

    StatusRuntimeException refusal =
        catchThrowableOfType(StatusRuntimeException.class, () -> stub.amendRating(amendment));

    assertThat(refusal).hasMessageContaining("comment");
    assertThat(stored(receipt.getId()).getRating().getComment()).isEmpty();
  }

  @Test
  void amendmentAfterTheEditWindowIsRefused() {
    Receipt receipt = submit(draft(2).build());
    clock.advance(Duration.ofHours(25));

    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                stub.amendRating(
                    AmendRatingRequest.newBuilder()
                        .setId(receipt.getId())
                        .setReceiptCode(receipt.getCode())
                        .addAnswers(score(5))
                        .build()));
    clock.set(NOW);

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
  }

  @Test
  void erasedRatingCannotBeRevivedByALateRetry() {
    Rating rating = draft(1).saying("weg ermee").build();
    Receipt receipt = submit(rating);
    EraseRatingRequest erase =
        EraseRatingRequest.newBuilder()
            .setId(receipt.getId())
            .setReceiptCode(receipt.getCode())
            .build();

    stub.eraseRating(erase);
    stub.eraseRating(erase);
    Receipt late = submit(rating);

    assertThat(late.getDuplicate()).isTrue();
    assertThat(all()).noneMatch(s -> s.getRating().getId().equals(receipt.getId()));
    assertThat(
            feedback.count(
                "SELECT count(*) FROM rating WHERE num_nonnulls(comment, score, rated_at) = 0"
                    + " AND id = '"
                    + receipt.getId()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void wrongReceiptCodeErasesNothing() {
    Receipt receipt = submit(draft(4).build());

    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                stub.eraseRating(
                    EraseRatingRequest.newBuilder()
                        .setId(receipt.getId())
                        .setReceiptCode("a" + "b".repeat(26))
                        .build()));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(stored(receipt.getId()).getRating().getAnswers(0).getScore()).isEqualTo(4);
  }

  @Test
  void surveyIsToldInTheLanguageAskedFor() {
    var survey =
        stub.getSurvey(
                GetSurveyRequest.newBuilder()
                    .setTouchpoint("senne-population-counter")
                    .setLanguage("nl-BE")
                    .build())
            .getSurvey();

    assertThat(survey.getLanguage()).isEqualTo("nl");
    assertThat(survey.getQuestions(0).getPointsCount()).isEqualTo(5);
  }

  private Ratings.Draft draft(int score) {
    return ratings.csat(score, NOW.minusSeconds(5)).at("senne-population-counter");
  }

  private static Answer score(int score) {
    return Answer.newBuilder().setScore(score).build();
  }

  private Receipt submit(Rating rating) {
    return stub.submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
        .getReceipt();
  }

  private StatusRuntimeException refusal(Rating rating) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> submit(rating));
  }

  private StoredRating stored(String id) {
    return all().stream().filter(s -> s.getRating().getId().equals(id)).findFirst().orElseThrow();
  }

  private List<StoredRating> all() {
    return feedback
        .ratings(server)
        .listRatings(ListRatingsRequest.newBuilder().setPageSize(1_000).build())
        .getRatingsList();
  }
}
