package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.ListLossesRequest;
import org.onthaal.v1.Loss;
import org.onthaal.v1.LossReason;
import org.onthaal.v1.LossReport;
import org.onthaal.v1.LossRow;
import org.onthaal.v1.LossServiceGrpc;
import org.onthaal.v1.LossServiceGrpc.LossServiceBlockingStub;
import org.onthaal.v1.Problem;
import org.onthaal.v1.ReportLossesRequest;
import org.onthaal.v1.ReportLossesResponse;
import org.onthaal.v1.Scope;

/// Senders tell what they lost, over the real door; people read it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LossesAtTheDoorIT {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String SENNE = "commune-de-la-senne";

  private final TestClock clock = new TestClock(NOW);
  private TestFeedback feedback;
  private FeedbackServer server;
  private ManagedChannel channel;
  private LossServiceBlockingStub losses;

  @BeforeAll
  void start(@TempDir Path folder) {
    feedback = new TestFeedback(LossesAtTheDoorIT.class, folder);
    server = feedback.start(clock, Map.of());
    channel = feedback.channel(server);
    losses = LossServiceGrpc.newBlockingStub(channel);
  }

  @AfterAll
  void stop() {
    feedback.close();
  }

  @Test
  void reportIsCountedOncePerSenderAndReason() throws Exception {
    LossReport report =
        report(loss(LossReason.LOSS_QUEUE_FULL, 40), loss(LossReason.LOSS_CORRUPT, 2));
    LossServiceBlockingStub sender = sender(Scope.SCOPE_APPEND);
    Instant begin = clock.instant();

    tell(sender, report);
    clock.advance(Duration.ofMinutes(1));
    tell(sender, report, report(loss(LossReason.LOSS_QUEUE_FULL, 3)));
    tell(losses, report(loss(LossReason.LOSS_EXPIRED, 5)));

    List<LossRow> rows = list(begin, clock.instant().plusSeconds(1));
    assertThat(rows)
        .extracting(row -> row.getReason() + " " + row.getRatings() + " " + row.getAdministration())
        .containsExactly(
            "LOSS_QUEUE_FULL 43 " + SENNE, "LOSS_EXPIRED 5 ", "LOSS_CORRUPT 2 " + SENNE);
    assertThat(rows.get(0).getKey()).hasSize(12).isEqualTo(rows.get(2).getKey());
    assertThat(rows.get(0).getReportedAt()).isEqualTo(Ratings.timestamp(clock.instant()));
    assertThat(rows.get(2).getReportedAt()).isEqualTo(Ratings.timestamp(begin));
    assertThat(list(begin, begin.plusSeconds(1))).as("only what arrived in the time").hasSize(2);
    assertThat(metrics())
        .contains("onthaal_sender_losses_total{reason=\"queue_full\"} 43.0")
        .contains("onthaal_sender_losses_total{reason=\"corrupt\"} 2.0");
  }

  @Test
  void everyKeyThatGivesRatingsMayTellAndNoneMayRead() {
    tell(sender(Scope.SCOPE_DEVICE), report(loss(LossReason.LOSS_CLOSED, 1)));
    tell(sender(Scope.SCOPE_IMPORT), report(loss(LossReason.LOSS_CLOSED, 1)));
    LossServiceBlockingStub invitations = sender(Scope.SCOPE_INVITATION);
    LossServiceBlockingStub sender = sender(Scope.SCOPE_APPEND);

    assertThatThrownBy(() -> tell(invitations, report(loss(LossReason.LOSS_CLOSED, 1))))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
    assertThatThrownBy(() -> sender.listLosses(ListLossesRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
  }

  @Test
  void reasonOfALaterVersionIsCountedAsUnspecified() {
    Instant begin = clock.instant();
    tell(
        losses,
        LossReport.newBuilder()
            .setId(UUID.randomUUID().toString())
            .addLosses(Loss.newBuilder().setReasonValue(99).setRatings(4))
            .build());

    assertThat(list(begin, clock.instant().plusSeconds(1)))
        .anySatisfy(row -> {
          assertThat(row.getReason()).isEqualTo(LossReason.LOSS_REASON_UNSPECIFIED);
          assertThat(row.getRatings()).isEqualTo(4);
        });
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            violations(
                LossReport.newBuilder().setId("x").build(),
                LossReport.newBuilder()
                    .addLosses(loss(LossReason.LOSS_CLOSED, 0))
                    .addLosses(loss(LossReason.LOSS_CLOSED, 1))
                    .build()))
        .containsExactlyInAnyOrder(
            "reports[0].id ID_MALFORMED",
            "reports[0].losses MISSING",
            "reports[1].id MISSING",
            "reports[1].losses[0].ratings MISSING",
            "reports[1].losses[1].reason INVALID");
    assertThat(violations()).containsExactly("reports MISSING");
    LossReport[] many = new LossReport[101];
    java.util.Arrays.setAll(many, i -> report(loss(LossReason.LOSS_CLOSED, 1)));
    assertThat(violations(many)).containsExactly("reports BATCH_TOO_LARGE");
    assertThatThrownBy(() -> list(NOW, NOW)).hasMessageContaining("`from`");
  }

  private List<String> violations(LossReport... reports) {
    Problem[] found = new Problem[1];
    assertThatThrownBy(() -> tell(losses, reports))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> found[0] = TestFeedback.problem(e));
    return found[0].getViolationsList().stream()
        .map(violation -> violation.getField() + " " + violation.getReason())
        .toList();
  }

  private List<LossRow> list(Instant from, Instant to) {
    return losses
        .listLosses(
            ListLossesRequest.newBuilder()
                .setFrom(Ratings.timestamp(from))
                .setTo(Ratings.timestamp(to))
                .build())
        .getRowsList();
  }

  private static void tell(LossServiceBlockingStub sender, LossReport... reports) {
    assertThat(
            sender.reportLosses(
                ReportLossesRequest.newBuilder().addAllReports(List.of(reports)).build()))
        .isEqualTo(ReportLossesResponse.getDefaultInstance());
  }

  private static LossReport report(Loss... of) {
    return LossReport.newBuilder()
        .setId(UUID.randomUUID().toString())
        .addAllLosses(List.of(of))
        .build();
  }

  private static Loss loss(LossReason reason, int ratings) {
    return Loss.newBuilder().setReason(reason).setRatings(ratings).build();
  }

  private LossServiceBlockingStub sender(Scope scope) {
    String secret =
        KeyServiceGrpc.newBlockingStub(channel)
            .createKey(
                CreateKeyRequest.newBuilder()
                    .setAdministration(SENNE)
                    .setName("a server")
                    .addScopes(scope)
                    .build())
            .getSecret();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + secret);
    return losses.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private String metrics() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics"))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
