package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.ScoreQuery.Dimension;
import org.onthaal.sdk.ScoreQuery.Every;
import org.onthaal.v1.AsOf;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreServiceGrpc;

/** What is asked is sent as it is, and what comes back is told as it is. */
class ScoresTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final ScoreQuery NOVEMBER =
      ScoreQuery.between(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1));

  private final Figures figures = new Figures();
  private Server server;
  private FeedbackClient client;

  @BeforeEach
  void start() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(figures)
            .build()
            .start();
    String address = "http://127.0.0.1:" + server.getPort();
    client = FeedbackClient.connect(FeedbackOptions.builder(address).scores(address).build());
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
  }

  @Test
  void everythingThatIsAskedArrives() {
    var unused =
        client.scores(
            NOVEMBER
                .every(Every.WEEK)
                .in(ZoneId.of("Europe/Brussels"))
                .by(Dimension.CHANNEL, Dimension.LANGUAGE)
                .of("parking-permit")
                .of("passport")
                .through(Channel.KIOSK)
                .only(Dimension.LANGUAGE, "nl")
                .only(Dimension.ADMINISTRATION, "town")
                .only(Dimension.SERVICE, "permits")
                .only(Dimension.QUESTION, "overall"),
            LONG);

    assertThat(figures.asked)
        .isEqualTo(
            org.onthaal.v1.ScoreQuery.newBuilder()
                .setFrom("2026-11-01")
                .setTo("2026-12-01")
                .setZone("Europe/Brussels")
                .setEvery(org.onthaal.v1.Every.EVERY_WEEK)
                .addBy(org.onthaal.v1.Dimension.BY_CHANNEL)
                .addBy(org.onthaal.v1.Dimension.BY_LANGUAGE)
                .addTouchpoints("parking-permit")
                .addTouchpoints("passport")
                .addChannels(org.onthaal.v1.Channel.KIOSK)
                .addLanguages("nl")
                .addAdministrations("town")
                .addServices("permits")
                .addQuestions("overall")
                .build());
  }

  @Test
  void figuresAreToldWithTheirUncertainty() {
    org.onthaal.v1.ScoreRow.Builder row =
        org.onthaal.v1.ScoreRow.newBuilder()
            .setChannel(org.onthaal.v1.Channel.WEB)
            .setLanguage("")
            .setStart("2026-11-01T00:00:00+01:00")
            .setMetric(org.onthaal.v1.Metric.CSAT)
            .setN(-1) // 4,294,967,295
            .addAllCounts(List.of(1, 0, 2, 3, -7))
            .setDontKnow(5)
            .setCsat(80.5)
            .setCsatLow(79)
            .setCsatHigh(82)
            .setMean(4.25);
    row.setPreviousN(7).setPreviousCsat(70).setDifference(10.5).setDifferenceLow(-1);
    figures.answer =
        GetScoresResponse.newBuilder()
            .addRows(row.setDifferenceHigh(22))
            .addRows(org.onthaal.v1.ScoreRow.newBuilder().setMetricValue(99).setStart("later"))
            .setAsOf(AsOf.newBuilder().setAt(Timestamp.newBuilder().setSeconds(1_795_000_000)))
            .build();

    ScoreRow expected =
        new ScoreRow(
            Map.of(Dimension.CHANNEL, "WEB", Dimension.LANGUAGE, ""),
            OffsetDateTime.parse("2026-11-01T00:00:00+01:00"),
            Metric.CSAT,
            4_294_967_295L,
            List.of(1L, 0L, 2L, 3L, 4_294_967_289L),
            5,
            Optional.of(new Estimate(80.5, Optional.of(new Estimate.Interval(79, 82)))),
            Optional.of(new Estimate(4.25, Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new ScoreRow.Change(
                    7, 70, new Estimate(10.5, Optional.of(new Estimate.Interval(-1, 22))))),
            false);
    assertThat(client.scores(NOVEMBER, LONG))
        .isEqualTo(new ScoreAnswer.Found(List.of(expected), Instant.ofEpochSecond(1_795_000_000)));
  }

  @Test
  void everythingThatIsWrongWithAQueryIsTold() {
    Problem problem =
        Problem.newBuilder()
            .setReason(Reason.VIOLATIONS)
            .addViolations(violation("from", Reason.RANGE_INVALID))
            .addViolations(violation("zone", Reason.ZONE_UNKNOWN))
            .build();
    figures.refusal =
        Optional.of(
            StatusProto.toStatusRuntimeException(
                com.google.rpc.Status.newBuilder()
                    .setCode(Status.Code.INVALID_ARGUMENT.value())
                    .addDetails(Any.pack(problem))
                    .build()));

    assertThat(client.scores(NOVEMBER, LONG))
        .isEqualTo(
            new ScoreAnswer.Refused(
                List.of(
                    new Violation("from", "RANGE_INVALID", "as the test says"),
                    new Violation("zone", "ZONE_UNKNOWN", "as the test says"))));
  }

  @Test
  void serverThatCannotNowIsNoException() {
    figures.refusal =
        Optional.of(Status.UNAVAILABLE.withDescription("starting").asRuntimeException());
    assertThat(client.scores(NOVEMBER, LONG))
        .isEqualTo(new ScoreAnswer.Unavailable("UNAVAILABLE: starting"));

    figures.refusal =
        Optional.of(Status.INVALID_ARGUMENT.withDescription("older").asRuntimeException());
    assertThat(client.scores(NOVEMBER, LONG))
        .isEqualTo(
            new ScoreAnswer.Refused(
                List.of(new Violation("query", "INVALID", "INVALID_ARGUMENT: older"))));

    server.shutdownNow();
    assertThat(client.scores(NOVEMBER, LONG)).isInstanceOf(ScoreAnswer.Unavailable.class);
    assertThat(client.scores(NOVEMBER, Duration.ZERO)).isInstanceOf(ScoreAnswer.Unavailable.class);
    client.close();
    assertThat(client.scores(NOVEMBER, LONG)).isInstanceOf(ScoreAnswer.Unavailable.class);
  }

  @Test
  void clientThatWasNotToldWhereSaysSo() {
    try (FeedbackClient other =
        FeedbackClient.connect(FeedbackOptions.builder("http://127.0.0.1:1").build())) {
      assertThatThrownBy(() -> other.scores(NOVEMBER, LONG))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("scores(\"http://localhost:9081\")");
    }
  }

  private static org.onthaal.v1.Violation violation(String field, Reason reason) {
    return org.onthaal.v1.Violation.newBuilder()
        .setField(field)
        .setReason(reason)
        .setExpected("as the test says")
        .build();
  }

  /** The door of the service that counts, saying what a test tells it to. */
  private static final class Figures extends ScoreServiceGrpc.ScoreServiceImplBase {
    private volatile org.onthaal.v1.ScoreQuery asked =
        org.onthaal.v1.ScoreQuery.getDefaultInstance();
    private volatile GetScoresResponse answer = GetScoresResponse.getDefaultInstance();
    private volatile Optional<StatusRuntimeException> refusal = Optional.empty();

    @Override
    public void getScores(GetScoresRequest request, StreamObserver<GetScoresResponse> observer) {
      asked = request.getQuery();
      if (refusal.isPresent()) {
        observer.onError(refusal.get());
        return;
      }
      observer.onNext(answer);
      observer.onCompleted();
    }
  }
}
