package org.onthaal.aggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Choices;
import org.onthaal.v1.LogBatch;
import org.onthaal.v1.LogEntry;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Place;
import org.onthaal.v1.RatingFacts;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.Submitted;
import org.onthaal.v1.TailRequest;
import org.onthaal.v1.TailResponse;

/// What a log may say that cannot be counted, and what ends the reading for good.
class GrpcLogSourceIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Timestamp NOON = Timestamp.newBuilder().setSeconds(1_780_000_000).build();

  private final List<TailResponse> log = new CopyOnWriteArrayList<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private Optional<Status> end = Optional.empty();
  private Server server;
  private LogSource source;

  @BeforeEach
  void open() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new WrittenLog())
            .intercept(new Shown(shown))
            .build()
            .start();
    source =
        GrpcLogSource.connect(
            new FeedbackDoor("127.0.0.1:" + server.getPort(), "a-secret"),
            new TailSettings(
                8, Duration.ofSeconds(20), Duration.ofMillis(10), Duration.ofMillis(10), 1 << 20));
  }

  @AfterEach
  void close() {
    source.close();
    server.shutdownNow();
  }

  @Test
  void serviceKeyIsShownWithEachCall() throws Exception {
    log.add(
        TailResponse.newBuilder()
            .setBatch(batch(0).setUnreadable(ByteString.copyFromUtf8("garbage")))
            .build());

    var _ = next();

    assertThat(shown).containsExactly("Bearer a-secret");
  }

  @Test
  void rowThatTheServerCouldNotReadIsOneUndecodableEntryWithItsBytes() throws Exception {
    log.add(
        TailResponse.newBuilder()
            .setBatch(batch(0).setUnreadable(ByteString.copyFromUtf8("garbage")))
            .build());

    Signal.Logged entry = only(next());

    assertThat(entry.entry()).isInstanceOf(Entry.Undecodable.class);
    assertThat(entry.bytes().get())
        .isEqualTo("garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void entryThatNoDatabaseWouldTakeIsUndecodable() throws Exception {
    log.add(batch(0, rating("per\0mits", NOON)));
    log.add(batch(1, rating("permits", Timestamp.newBuilder().setSeconds(1L << 50).build())));
    log.add(batch(2, rating("permits", NOON)));

    try (LogSource.Tail tail = source.tail(0, -1)) {
      assertThat(only(batch(tail)).entry()).isInstanceOf(Entry.Undecodable.class);
      assertThat(only(batch(tail)).entry()).isInstanceOf(Entry.Undecodable.class);
      assertThat(only(batch(tail)).entry()).isInstanceOf(Entry.Submitted.class);
    }
  }

  @Test
  void choicesAreReadApartFromScores() throws Exception {
    log.add(
        batch(
            0,
            rating("overall", NOON).toBuilder()
                .addAnswers(
                    Answer.newBuilder()
                        .setQuestion("wrong")
                        .setChoices(Choices.newBuilder().addCodes("waiting")))
                .build()));

    Entry entry = only(next()).entry();

    org.onthaal.aggregation.tail.RatingFacts facts = ((Entry.Submitted) entry).facts();
    assertThat(facts.answers())
        .extracting(org.onthaal.aggregation.tail.Answer::question)
        .containsExactly("overall");
    assertThat(facts.chosen()).containsExactly(new Chosen("wrong", List.of("waiting")));
  }

  @Test
  void choicesThatCannotBeCountedAreUndecodable() throws Exception {
    for (List<String> codes :
        List.of(List.<String>of(), List.of(""), List.of("waiting", "waiting"), List.of("a\0"))) {
      log.add(
          batch(
              log.size(),
              rating("overall", NOON).toBuilder()
                  .addAnswers(
                      Answer.newBuilder()
                          .setQuestion("wrong")
                          .setChoices(Choices.newBuilder().addAllCodes(codes)))
                  .build()));
    }

    try (LogSource.Tail tail = source.tail(0, -1)) {
      for (int i = 0; i < 4; i++) {
        assertThat(only(batch(tail)).entry()).isInstanceOf(Entry.Undecodable.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Status.Code.class,
      names = {"OUT_OF_RANGE", "DATA_LOSS"})
  void logThatMissesSomethingIsBroken(Status.Code code) {
    end = Optional.of(code.toStatus());

    assertThatThrownBy(this::next).isInstanceOf(LogBrokenException.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "INTERNAL", "RESOURCE_EXHAUSTED"})
  void logThatCannotAnswerNowIsAskedAgain(Status.Code code) {
    end = Optional.of(code.toStatus());

    assertThatThrownBy(this::next).isInstanceOf(LogUnavailableException.class);
  }

  private Signal.Batch next() throws InterruptedException {
    try (LogSource.Tail tail = source.tail(0, -1)) {
      return batch(tail);
    }
  }

  private static Signal.Batch batch(LogSource.Tail tail) throws InterruptedException {
    return (Signal.Batch) tail.next(SOON).orElseThrow();
  }

  private static Signal.Logged only(Signal.Batch batch) {
    assertThat(batch.entries()).hasSize(1);
    return batch.entries().getFirst();
  }

  private static TailResponse batch(long offset, RatingFacts facts) {
    return TailResponse.newBuilder()
        .setBatch(
            batch(offset)
                .setFacts(
                    LogFacts.newBuilder()
                        .addPlaces(
                            Place.newBuilder()
                                .setAdministration("senne")
                                .setService("permits")
                                .setTouchpoint("counter")
                                .setChannel(Channel.KIOSK))
                        .addEntries(
                            LogEntry.newBuilder()
                                .setSubmitted(Submitted.newBuilder().setFacts(facts)))))
        .build();
  }

  private static LogBatch.Builder batch(long offset) {
    return LogBatch.newBuilder().setOffset(offset).setAppendedAt(NOON);
  }

  private static RatingFacts rating(String question, Timestamp at) {
    return RatingFacts.newBuilder()
        .setRatedAt(at)
        .setReceivedAt(NOON)
        .addAnswers(Answer.newBuilder().setQuestion(question).setMetric(Metric.CSAT).setScore(4))
        .build();
  }

  /// Says what the test wrote, and nothing more.
  private final class WrittenLog extends RatingLogServiceGrpc.RatingLogServiceImplBase {
    @Override
    public void tail(TailRequest request, StreamObserver<TailResponse> out) {
      log.forEach(out::onNext);
      end.ifPresent(status -> out.onError(status.asRuntimeException()));
    }
  }

  /// What callers say who they are.
  private record Shown(List<String> shown) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      shown.add(
          String.valueOf(
              headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER))));
      return next.startCall(call, headers);
    }
  }
}
