package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.GetSurveyRequest;
import org.onthaal.v1.Rating;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.TailRequest;
import org.onthaal.v1.TailResponse;

/// What a hostile or broken caller of the gRPC door meets.
@Timeout(120)
class GrpcAttacksIT {
  private static final String TOUCHPOINT = "parking-permit";
  private static final String SUBMIT = "/onthaal.v1.FeedbackService/SubmitRating";
  private static final int COMMENT_MAX = 4_000;
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir private Path keys;
  private final Random random = new Random(31);
  private final Ratings ratings = new Ratings(random);
  private TestFeedback feedback;

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(GrpcAttacksIT.class, keys);
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void bombIsRefusedBeforeItIsInMemory() {
    var stub = feedback.feedback(start(Map.of())).withCompression("gzip");

    // One that fits the largest message of the door, and one that does not: 600 times smaller on
    // the wire.
    for (int bytes : List.of(500_000, 50_000_000)) {
      SubmitRatingsRequest bomb =
          SubmitRatingsRequest.newBuilder()
              .addRatings(Rating.newBuilder().setComment("0".repeat(bytes)))
              .build();

      StatusRuntimeException refusal = refusal(() -> stub.submitRatings(bomb));

      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
    assertThat(taken(stub, 1)).isEqualTo(1);
  }

  @Test
  void tooLargeMessageIsToldSoWithItsReason() {
    var stub = feedback.feedback(start(Map.of()));
    SubmitRatingsRequest large = batch(17, 4_000);
    assertThat(large.getSerializedSize()).isGreaterThan(65_536);

    for (var caller : List.of(stub, stub.withCompression("gzip"))) {
      StatusRuntimeException refusal = refusal(() -> caller.submitRatings(large));

      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(detail(refusal, ErrorInfo.class).map(ErrorInfo::getReason))
          .contains("MESSAGE_TOO_LARGE");
      // Sending the same again does not help, and so nobody is asked to.
      assertThat(pushback(refusal)).isEmpty();
    }
  }

  @Test
  void messageBeyondEveryLimitIsAnsweredAndNotLeftHanging() {
    var stub = feedback.feedback(start(Map.of()));
    SubmitRatingsRequest huge =
        SubmitRatingsRequest.newBuilder()
            .addRatings(Rating.newBuilder().setComment("0".repeat(3_000_000)))
            .build();

    StatusRuntimeException refusal = refusal(() -> stub.submitRatings(huge));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void largestMessageIsTakenAlsoCompressedOverSeveralFrames() {
    var stub = feedback.feedback(start(Map.of()));
    SubmitRatingsRequest large = batch(16, COMMENT_MAX);
    // Random letters keep six of eight bits: more than one frame of 16 KiB.
    assertThat(large.getSerializedSize()).isBetween(60_000, 65_536);

    for (var caller : List.of(stub, stub.withCompression("gzip"))) {
      assertThat(caller.submitRatings(large).getResultsList())
          .allMatch(result -> result.hasReceipt())
          .hasSize(16);
    }
  }

  @Test
  void hundredRatingsWithCommentsFitAMessage() {
    assertThat(taken(feedback.feedback(start(Map.of())), 100)).isEqualTo(100);
  }

  @Test
  void documentMayBeLargerThanARatingButNotWithoutEnd() {
    FeedbackServer server = start(Map.of("grpc.document-bytes-max", "200000"));
    var stub = CatalogServiceGrpc.newBlockingStub(feedback.channel(server));

    StatusRuntimeException fits = refusal(() -> stub.applyCatalog(document(150_000)));
    StatusRuntimeException large = refusal(() -> stub.applyCatalog(document(250_000)));

    assertThat(detail(fits, ErrorInfo.class).map(ErrorInfo::getReason))
        .contains("CATALOGUE_INVALID");
    assertThat(large.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void headerFloodIsRefused() {
    var stub = feedback.feedback(start(Map.of()));
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-flood", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(9_000));

    refusal(() ->
        stub.withInterceptors(io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(headers))
            .getSurvey(survey()));

    assertThat(stub.getSurvey(survey()).hasSurvey()).isTrue();
  }

  @Test
  void resetFloodEndsTheConnectionAndNobodyElses() throws IOException {
    FeedbackServer server = start(Map.of("grpc.resets-max", "50"));
    var bystander = feedback.feedback(server);
    Optional<RawHttp2.Frame> goodbye;
    try (RawHttp2 attacker = new RawHttp2(server.grpcPort())) {
      try {
        for (int stream = 1; stream < 400; stream += 2) {
          attacker.call(stream, SUBMIT);
          attacker.reset(stream);
        }
      } catch (IOException _) {
        // The connection ended while the flood went on: what it said before is still to be read.
      }
      goodbye = await(attacker, RawHttp2.GOAWAY);
    }

    assertThat(goodbye.map(RawHttp2.Frame::error)).contains(RawHttp2.ENHANCE_YOUR_CALM);
    assertThat(bystander.getSurvey(survey()).hasSurvey()).isTrue();
  }

  @Test
  void callsAboveTheLimitOfAConnectionAreRefused() throws IOException {
    FeedbackServer server = start(Map.of("grpc.connection-calls-max", "3"));
    try (RawHttp2 caller = new RawHttp2(server.grpcPort())) {
      for (int stream = 1; stream <= 9; stream += 2) {
        caller.call(stream, SUBMIT);
      }

      List<Integer> refused = new ArrayList<>();
      while (refused.size() < 2) {
        RawHttp2.Frame reset = await(caller, RawHttp2.RST_STREAM).orElseThrow();
        assertThat(reset.error()).isEqualTo(RawHttp2.REFUSED_STREAM);
        refused.add(reset.stream());
      }
      assertThat(refused).containsExactly(7, 9);
    }
  }

  @Test
  void connectionAboveTheLimitIsEndedAndTheOthersGoOn() {
    FeedbackServer server = start(Map.of("grpc.connections-max", "2"));
    var first = feedback.feedback(server);
    ManagedChannel second = feedback.channel(server);
    assertThat(first.getSurvey(survey()).hasSurvey()).isTrue();
    assertThat(FeedbackServiceGrpc.newBlockingStub(second).getSurvey(survey()).hasSurvey())
        .isTrue();

    StatusRuntimeException refusal = refusal(() -> feedback.feedback(server).getSurvey(survey()));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(first.getSurvey(survey()).hasSurvey()).isTrue();
    second.shutdownNow();
    var later = feedback.feedback(server).withWaitForReady();
    assertThat(later.withDeadlineAfter(30, TimeUnit.SECONDS).getSurvey(survey()).hasSurvey())
        .isTrue();
    assertThat(second.getState(false)).isEqualTo(ConnectivityState.SHUTDOWN);
  }

  /// The server learns both of a deadline and of a caller who leaves: else the place would stay
  /// taken.
  @Test
  void readerAboveTheLimitIsRefusedUntilOneLeaves() {
    FeedbackServer server = start(Map.of("tail.readers-max", "1"));
    var log = RatingLogServiceGrpc.newBlockingStub(feedback.channel(server));
    Context.CancellableContext leaving = Context.current().withCancellation();
    leaving.run(() -> assertThat(follow(log)).isPresent());

    StatusRuntimeException refusal = refusal(() -> follow(log));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(detail(refusal, ErrorInfo.class).map(ErrorInfo::getReason)).contains("OVERLOADED");
    assertThat(pushback(refusal)).contains("1000");
    leaving.cancel(null);
    awaitPlace(log);
    // That one has taken the place again, for as long as its deadline lets it.
    awaitPlace(log);
  }

  private void awaitPlace(RatingLogServiceGrpc.RatingLogServiceBlockingStub log) {
    Awaitility.await("a place")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsMatching(e -> e instanceof StatusRuntimeException)
        .until(() -> follow(log.withDeadlineAfter(1, TimeUnit.SECONDS)).isPresent());
  }

  private static Optional<TailResponse> follow(
      RatingLogServiceGrpc.RatingLogServiceBlockingStub log) {
    Iterator<TailResponse> news =
        log.tail(TailRequest.newBuilder().setPartition(0).setAfterOffset(-1).build());
    return news.hasNext() ? Optional.of(news.next()) : Optional.empty();
  }

  private FeedbackServer start(Map<String, String> overrides) {
    return feedback.start(InstantSource.system(), overrides);
  }

  private long taken(FeedbackServiceGrpc.FeedbackServiceBlockingStub stub, int count) {
    return stub.submitRatings(batch(count, 400)).getResultsList().stream()
        .filter(result -> result.hasReceipt())
        .count();
  }

  private SubmitRatingsRequest batch(int count, int commentLength) {
    SubmitRatingsRequest.Builder batch = SubmitRatingsRequest.newBuilder();
    for (int i = 0; i < count; i++) {
      batch.addRatings(
          ratings
              .csat(4, InstantSource.system().instant())
              .at(TOUCHPOINT)
              .saying(letters(commentLength))
              .build());
    }
    return batch.build();
  }

  private String letters(int length) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static ApplyCatalogRequest document(int bytes) {
    return ApplyCatalogRequest.newBuilder().setDocument("# " + "x".repeat(bytes)).build();
  }

  private static GetSurveyRequest survey() {
    return GetSurveyRequest.newBuilder().setTouchpoint(TOUCHPOINT).build();
  }

  private static Optional<RawHttp2.Frame> await(RawHttp2 caller, int type) throws IOException {
    Optional<RawHttp2.Frame> frame = caller.next();
    while (frame.isPresent() && frame.get().type() != type) {
      frame = caller.next();
    }
    return frame;
  }

  private static StatusRuntimeException refusal(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("the call was taken");
  }

  private static Optional<String> pushback(StatusRuntimeException refusal) {
    Optional<String> millis =
        Optional.ofNullable(refusal.getTrailers())
            .flatMap(trailers -> Optional.ofNullable(trailers.get(PUSHBACK)));
    assertThat(detail(refusal, RetryInfo.class).isPresent() && millis.isEmpty()).isFalse();
    return millis;
  }

  private static <T extends com.google.protobuf.Message> Optional<T> detail(
      StatusRuntimeException refusal, Class<T> type) {
    com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
    if (status == null) {
      return Optional.empty();
    }
    try {
      for (Any any : status.getDetailsList()) {
        if (any.is(type)) {
          return Optional.of(any.unpack(type));
        }
      }
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a detail of ours is not readable", e);
    }
  }
}
