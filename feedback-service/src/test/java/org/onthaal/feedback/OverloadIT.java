package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.FaultProxy;
import org.onthaal.testkit.FaultProxy.Weather;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.GetSurveyRequest;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingResponse;

/// More than the service can take, and a database that is slow or silent: what is taken is kept,
/// what is not is told so at once, and nothing grows.
@Timeout(300)
class OverloadIT {
  // How long the load lasts, in seconds; a minute by hand: -Donthaal.overload.seconds=60.
  private static final int SECONDS = Integer.getInteger("onthaal.overload.seconds", 10);
  private static final int WAITING_MAX = 200;
  // Ten times what may wait.
  private static final int IN_FLIGHT = 10 * WAITING_MAX;
  private static final int CHANNELS = 20;
  private static final int AGAIN = 200;
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir private Path keys;
  private final Ratings ratings = new Ratings(new Random(41));
  private TestFeedback feedback;
  private FaultProxy proxy;
  private String through = "";

  /// What became of the calls of a load; of the refused ratings it keeps some, to send them again.
  private record Answers(
      Queue<String> taken,
      Map<Status.Code, LongAdder> refused,
      LongAdder withoutPushback,
      BlockingQueue<Rating> again) {
    Answers() {
      this(
          new ConcurrentLinkedQueue<>(),
          new ConcurrentHashMap<>(),
          new LongAdder(),
          new ArrayBlockingQueue<>(AGAIN));
    }

    long refusedAs(Status.Code code) {
      return refused.getOrDefault(code, new LongAdder()).sum();
    }
  }

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(OverloadIT.class, keys);
    URI database = URI.create(feedback.url().substring("jdbc:".length()));
    proxy = FaultProxy.before(database.getPort());
    through = feedback.url().replace(":" + database.getPort(), ":" + proxy.port());
  }

  @AfterEach
  void stop() {
    proxy.set(Weather.CALM);
    feedback.close();
    proxy.close();
  }

  @Test
  void tenTimesTheLoadIsRefusedInWordsAndNothingTakenIsLost() throws Exception {
    FeedbackServer server =
        start(
            Map.of(
                "store.queue-ratings-max",
                String.valueOf(WAITING_MAX),
                "store.batch-ratings-max",
                "50"));
    var stub = feedback.feedback(server);
    submit(stub, rating());
    proxy.set(Weather.slow(Duration.ofMillis(10)));
    long before = heapAfterCollection();

    Answers answers = load(server);
    long after = heapAfterCollection();

    assertThat(answers.taken()).isNotEmpty();
    assertThat(answers.refused().keySet())
        .contains(Status.Code.RESOURCE_EXHAUSTED)
        .isSubsetOf(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE);
    assertThat(answers.withoutPushback().sum()).isZero();
    // Beside what the test itself keeps, an id of every rating that was taken.
    assertThat(after - before).isLessThan((64L << 20) + 200L * answers.taken().size());

    proxy.set(Weather.CALM);
    submit(stub, rating());
    for (Rating rating : answers.again()) {
      submit(stub, rating);
    }
    assertStoredOnce(answers);
    System.out.printf(
        "overload: %d s, %d taken, refused %s, heap %+d MiB%n",
        SECONDS, answers.taken().size(), answers.refused(), (after - before) >> 20);
  }

  /// Netty gives a connection one thread: were it held by a call that waits for its commit, no
  /// other call of the connection would be answered.
  @Test
  void noHandlerOfTheIntakeBlocksItsThread() throws Exception {
    FeedbackServer server = start(Map.of("store.wait-max", "1h"));
    ManagedChannel channel = feedback.channel(server);
    var blocking = FeedbackServiceGrpc.newBlockingStub(channel);
    submit(blocking, rating());
    proxy.set(Weather.SILENT);
    var stub = FeedbackServiceGrpc.newFutureStub(channel);
    List<Future<SubmitRatingResponse>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(stub.submitRating(SubmitRatingRequest.newBuilder().setRating(rating()).build()));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(
              blocking
                  .withDeadlineAfter(60, TimeUnit.SECONDS)
                  .getSurvey(GetSurveyRequest.newBuilder().setTouchpoint("parking-permit").build())
                  .hasSurvey())
          .isTrue();
    }

    assertThat(waiting).noneMatch(Future::isDone);
    proxy.set(Weather.CALM);
    proxy.cut();
  }

  @Test
  void callsThatWouldWaitForAPermitTooLongAreToldSoAtBothDoors() throws Exception {
    FeedbackServer server =
        start(
            Map.of(
                "admission.permits-max", "1",
                "admission.export-permits-max", "1",
                "admission.wait-max", "50ms",
                "store.connect-timeout", "60s",
                "store.socket-timeout", "60s"));
    Receipt receipt = submit(feedback.feedback(server), rating());
    var stub = feedback.ratings(server);
    assertThat(stub.listRatings(ListRatingsRequest.getDefaultInstance()).getRatingsCount())
        .isEqualTo(1);
    proxy.set(Weather.SILENT);
    // Holds the only permit while the database says nothing.
    var holding =
        FeedbackServiceGrpc.newFutureStub(feedback.channel(server)).eraseRating(erasure(receipt));
    Awaitility.await("the permit is held")
        .until(() ->
            metrics(server)
                .contains(
                    "onthaal_admission_calls_total{outcome=\"admitted\",priority=\"rating\"} 1.0"));

    StatusRuntimeException grpc =
        refusal(() -> stub.listRatings(ListRatingsRequest.getDefaultInstance()));
    HttpResponse<String> http = get(server.httpPort(), "/v1/ratings");
    proxy.set(Weather.CALM);
    proxy.cut();

    assertThat(grpc.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(pushback(grpc)).contains("1000");
    assertThat(http.statusCode()).isEqualTo(503);
    assertThat(http.headers().firstValue("Retry-After")).contains("1");
    assertThat(http.body()).contains("\"reason\":\"OVERLOADED\"");
    assertThat(metrics(server))
        .contains("onthaal_admission_calls_total{outcome=\"refused\",priority=\"export\"} 2.0");
    Awaitility.await("the permit is back")
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(server.httpPort(), "/v1/ratings").statusCode() == 200);
    assertThat(holding).isDone();
  }

  private Answers load(FeedbackServer server) throws InterruptedException {
    List<FeedbackServiceGrpc.FeedbackServiceFutureStub> stubs = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      stubs.add(FeedbackServiceGrpc.newFutureStub(feedback.channel(server)));
    }
    Answers answers = new Answers();
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    int sent = 0;
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    while (System.nanoTime() < end) {
      inFlight.acquire();
      Rating rating = rating();
      Futures.addCallback(
          stubs
              .get(sent++ % CHANNELS)
              .withDeadlineAfter(60, TimeUnit.SECONDS)
              .submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build()),
          new Noting(answers, rating, inFlight),
          MoreExecutors.directExecutor());
    }
    // Every call is answered, one way or the other.
    assertThat(inFlight.tryAcquire(IN_FLIGHT, 60, TimeUnit.SECONDS)).isTrue();
    return answers;
  }

  private record Noting(Answers answers, Rating rating, Semaphore inFlight)
      implements FutureCallback<SubmitRatingResponse> {
    @Override
    public void onSuccess(SubmitRatingResponse response) {
      answers.taken().add(response.getReceipt().getId());
      inFlight.release();
    }

    @Override
    public void onFailure(Throwable failure) {
      StatusRuntimeException refusal = (StatusRuntimeException) failure;
      answers
          .refused()
          .computeIfAbsent(refusal.getStatus().getCode(), _ -> new LongAdder())
          .increment();
      if (!pushback(refusal).equals(Optional.of("1000"))) {
        answers.withoutPushback().increment();
      }
      var _ = answers.again().offer(rating);
      inFlight.release();
    }
  }

  private void assertStoredOnce(Answers answers) {
    String ids = "'" + String.join("','", answers.taken()) + "'";
    assertThat(feedback.count("SELECT count(*) FROM rating WHERE id IN (" + ids + ")"))
        .isEqualTo(answers.taken().size());
    assertThat(feedback.count("SELECT count(*) - count(DISTINCT id) FROM rating")).isZero();
    assertThat(
            feedback.count(
                "SELECT count(*) FROM log_head h WHERE h.next <>"
                    + " (SELECT count(*) FROM rating_log l WHERE l.log_partition = h.log_partition)"))
        .isZero();
    // What was refused as too many was not stored behind the caller's back.
    assertThat(feedback.count("SELECT count(*) FROM rating"))
        .isBetween(
            (long) answers.taken().size(),
            answers.taken().size() + answers.refusedAs(Status.Code.UNAVAILABLE) + AGAIN + 2);
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private FeedbackServer start(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("database.url", through);
    return feedback.start(InstantSource.system(), all);
  }

  private Rating rating() {
    return ratings.csat(4, InstantSource.system().instant()).at("parking-permit").build();
  }

  private static Receipt submit(
      FeedbackServiceGrpc.FeedbackServiceBlockingStub stub, Rating rating) {
    return stub.withDeadlineAfter(60, TimeUnit.SECONDS)
        .submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
        .getReceipt();
  }

  private static EraseRatingRequest erasure(Receipt receipt) {
    return EraseRatingRequest.newBuilder()
        .setId(receipt.getId())
        .setReceiptCode(receipt.getCode())
        .build();
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
    return Optional.ofNullable(refusal.getTrailers())
        .flatMap(trailers -> Optional.ofNullable(trailers.get(PUSHBACK)));
  }

  private static String metrics(FeedbackServer server) throws Exception {
    return get(server.managementPort(), "/metrics").body();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
