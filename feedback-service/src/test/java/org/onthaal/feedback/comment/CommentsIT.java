package org.onthaal.feedback.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Comment;
import org.onthaal.v1.CommentServiceGrpc;
import org.onthaal.v1.CommentServiceGrpc.CommentServiceBlockingStub;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.Hints;
import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.ListCommentsResponse;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingRequest;

/// Comments over the real door, from a real database.
class CommentsIT {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String PERMIT = "parking-permit";
  private static final int LOOKED_AT_MAX = 40;

  private final Ratings ratings = new Ratings(new Random(7));
  private final TestClock clock = new TestClock(NOW);
  private TestFeedback feedback;
  private FeedbackServiceBlockingStub senders;
  private CommentServiceBlockingStub comments;

  @BeforeEach
  void start(@TempDir Path folder) {
    feedback = new TestFeedback(CommentsIT.class, folder);
    FeedbackServer server =
        feedback.start(
            clock,
            Map.of(
                "comment.looked-at-max",
                Integer.toString(LOOKED_AT_MAX),
                "comment.search-code-points-max",
                "30"));
    senders = feedback.feedback(server);
    comments = CommentServiceGrpc.newBlockingStub(feedback.channel(server));
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void commentIsToldWithWhatStandsBesideIt() {
    submit(
        ratings
            .csat(2, NOW.minusSeconds(60))
            .at(PERMIT)
            .via(Channel.QR)
            .in("nl-BE")
            .saying("Bel mij op 0470 12 34 56")
            .build());
    submit(ratings.csat(5, NOW.minusSeconds(50)).at(PERMIT).build());

    assertThat(list(all -> {}).getCommentsList())
        .containsExactly(
            Comment.newBuilder()
                .setText("Bel mij op [phone]")
                .setRatedAt(Ratings.timestamp(NOW.minusSeconds(60)))
                .setAdministration("commune-de-la-senne")
                .setService(PERMIT)
                .setTouchpoint(PERMIT)
                .setChannel(Channel.QR)
                .setLanguage("nl")
                .setQuestion("overall")
                .setMetric(Metric.CSAT)
                .setScore(2)
                .build());
  }

  @Test
  void pagesLoseAndRepeatNothingWhileOthersArrive() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 37; i++) {
      // Three share each moment, at two places and in two months.
      Instant at = NOW.minus(Duration.ofDays(2L * (i / 3)));
      say(at, i % 2 == 0 ? PERMIT : "senne-population-phone", "number " + i);
      expected.add("number " + i);
    }
    List<String> told = new ArrayList<>();
    List<Comment> inOrder = new ArrayList<>();
    String token = "";
    do {
      String next = token;
      ListCommentsResponse page = list(all -> all.setPageSize(5).setPageToken(next));
      page.getCommentsList().forEach(comment -> told.add(comment.getText()));
      inOrder.addAll(page.getCommentsList());
      token = page.getNextPageToken();
      clock.advance(Duration.ofSeconds(1));
      say(clock.instant(), PERMIT, "newer");
    } while (!token.isEmpty());

    assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(inOrder)
        .isSortedAccordingTo(
            java.util.Comparator.comparing(
                Comment::getRatedAt, com.google.protobuf.util.Timestamps.comparator().reversed()));
    assertThat(list(all -> {}).getComments(0).getText()).isEqualTo("newer");
  }

  @Test
  void filtersNarrowAndValuesOfOneFilterAreAlternatives() {
    say(NOW.minusSeconds(1), PERMIT, "permit");
    say(NOW.minusSeconds(2), "senne-civil-registry", "registry");
    say(NOW.minusSeconds(3), "housing-desk", "housing");
    submit(ratings.csat(1, NOW.minusSeconds(4)).at(PERMIT).in("fr").saying("mauvais").build());
    submit(dontKnow(NOW.minusSeconds(5), "perhaps"));

    assertThat(texts(all -> all.addAdministrations("commune-de-la-senne")))
        .containsExactly("permit", "registry", "mauvais", "perhaps");
    assertThat(texts(all -> all.addServices("housing-desk").addServices("civil-registry")))
        .containsExactly("registry", "housing");
    assertThat(texts(all -> all.addTouchpoints("housing-desk").addServices("civil-registry")))
        .isEmpty();
    assertThat(texts(all -> all.addTouchpoints("nowhere"))).isEmpty();
    assertThat(texts(all -> all.addLanguages("fr"))).containsExactly("mauvais");
    assertThat(texts(all -> all.addLanguages("fr").addLanguages("")))
        .containsExactly("permit", "registry", "housing", "mauvais", "perhaps");
    assertThat(texts(all -> all.addScores(1))).containsExactly("mauvais");
    assertThat(texts(all -> all.addScores(0).addScores(2))).isEmpty();
    assertThat(texts(all -> all.addChannels(Channel.KIOSK))).containsExactly("registry");
    assertThat(texts(all -> all.addChannels(Channel.KIOSK).addChannels(Channel.COUNTER)))
        .containsExactly("registry", "housing");
    assertThat(
            texts(all ->
                all.setFrom(Ratings.timestamp(NOW.minusSeconds(3)))
                    .setTo(Ratings.timestamp(NOW.minusSeconds(1)))))
        .containsExactly("registry", "housing");
    assertThat(list(all -> all.setSearch("perhaps")).getComments(0).hasScore()).isFalse();
  }

  @Test
  void searchTakesCharactersForWhatTheyAre() {
    say(NOW.minusSeconds(1), PERMIT, "À 100% d'accord, l’ÉCOLE!");
    say(NOW.minusSeconds(2), PERMIT, "100 fois; the_end \\ \"quoted\"");
    say(NOW.minusSeconds(3), PERMIT, "'; DROP TABLE rating; --");

    assertThat(texts(all -> all.setSearch("ecole"))).hasSize(1);
    assertThat(texts(all -> all.setSearch("100%"))).hasSize(1);
    assertThat(texts(all -> all.setSearch("100"))).hasSize(2);
    assertThat(texts(all -> all.setSearch("e_e"))).hasSize(1);
    assertThat(texts(all -> all.setSearch("\"QUOTED\" \\"))).hasSize(1);
    assertThat(texts(all -> all.setSearch("'; drop"))).hasSize(1);
    assertThat(texts(all -> all.setSearch("100 ecole"))).hasSize(1);
    assertThat(texts(all -> all.setSearch("100 drop"))).isEmpty();
    assertThat(texts(all -> all.setSearch("\0"))).isEmpty();
  }

  @Test
  void erasedCommentIsGoneAndAmendedOneIsTheNewOne() {
    Receipt gone = say(NOW.minusSeconds(1), PERMIT, "erase me");
    Receipt other = say(NOW.minusSeconds(2), PERMIT, "first words");
    senders.eraseRating(
        EraseRatingRequest.newBuilder().setId(gone.getId()).setReceiptCode(gone.getCode()).build());
    senders.amendRating(
        AmendRatingRequest.newBuilder()
            .setId(other.getId())
            .setReceiptCode(other.getCode())
            .addAnswers(Answer.newBuilder().setMetric(Metric.CSAT).setScore(3))
            .setComment("second words")
            .build());

    assertThat(texts(all -> {})).containsExactly("second words");
    assertThat(texts(all -> all.addScores(3))).containsExactly("second words");
    assertThat(texts(all -> all.setSearch("erase"))).isEmpty();
  }

  @Test
  void suspectedOnesAreToldToWhoAsks() {
    say(NOW.minusSeconds(1), PERMIT, "a person");
    submit(
        ratings.csat(1, NOW.minusSeconds(2)).at(PERMIT).saying("a program").build().toBuilder()
            .setHints(Hints.newBuilder().setTrapFilled(true))
            .build());

    assertThat(texts(all -> {})).containsExactly("a person");
    assertThat(texts(all -> all.setIncludeSuspected(true)))
        .containsExactly("a person", "a program");
  }

  @Test
  void lookThatTookTooLongSaysHowFarItWentAndGoesOn() {
    say(NOW.minus(Duration.ofHours(200)), PERMIT, "a rare word");
    for (int i = 0; i < 100; i++) {
      say(NOW.minus(Duration.ofHours(i)), PERMIT, "ordinary");
    }

    ListCommentsResponse first = list(all -> all.setSearch("rare"));
    ListCommentsResponse second =
        list(all -> all.setSearch("rare").setPageToken(first.getNextPageToken()));
    ListCommentsResponse third =
        list(all -> all.setSearch("rare").setPageToken(second.getNextPageToken()));

    assertThat(first.getCommentsList()).isEmpty();
    assertThat(first.getSearchedTo())
        .isEqualTo(Ratings.timestamp(NOW.minus(Duration.ofHours(LOOKED_AT_MAX - 1))));
    assertThat(second.getSearchedTo())
        .isEqualTo(Ratings.timestamp(NOW.minus(Duration.ofHours(2 * LOOKED_AT_MAX - 1))));
    assertThat(third.getCommentsList()).extracting(Comment::getText).containsExactly("a rare word");
    assertThat(third.hasSearchedTo()).isFalse();
    assertThat(third.getNextPageToken()).isEmpty();
    assertThat(list(all -> all.setPageSize(20)).hasSearchedTo()).as("a full page").isFalse();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                list(all ->
                    all.addAdministrations("a\0")
                        .addChannelsValue(99)
                        .addScores(11)
                        .setSearch("é".repeat(31))
                        .setPageSize(201)
                        .setPageToken("mine")
                        .setFrom(Ratings.timestamp(NOW))
                        .setTo(Ratings.timestamp(NOW))));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(TestFeedback.problem(refusal).getViolationsList())
        .extracting(violation -> violation.getField() + " " + violation.getReason())
        .containsExactlyInAnyOrder(
            "from RANGE_INVALID",
            "administrations INVALID",
            "channels INVALID",
            "scores SCORE_OUT_OF_RANGE",
            "search INVALID",
            "pageToken INVALID",
            "pageSize INVALID");
  }

  private Receipt say(Instant at, String touchpoint, String comment) {
    return submit(ratings.csat(4, at).at(touchpoint).saying(comment).build());
  }

  private Rating dontKnow(Instant at, String comment) {
    return ratings.csat(1, at).at(PERMIT).saying(comment).build().toBuilder()
        .clearAnswers()
        .addAnswers(Answer.newBuilder().setDontKnow(DontKnow.getDefaultInstance()))
        .setOrigin(Origin.IMPORT) // where it is always taken
        .build();
  }

  private Receipt submit(Rating rating) {
    return senders
        .submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
        .getReceipt();
  }

  private List<String> texts(Consumer<ListCommentsRequest.Builder> filters) {
    return list(filters).getCommentsList().stream().map(Comment::getText).toList();
  }

  private ListCommentsResponse list(Consumer<ListCommentsRequest.Builder> filters) {
    ListCommentsRequest.Builder request = ListCommentsRequest.newBuilder();
    filters.accept(request);
    return comments.listComments(request.build());
  }
}
