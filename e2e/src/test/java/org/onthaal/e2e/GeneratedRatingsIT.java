package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.ScoreRow;
import org.onthaal.v1.SubmitRatingsRequest;

/// Messy traffic goes in through the public door, and a count by hand agrees with every figure, in
/// every zone and window.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedRatingsIT {
  private static final int BATCHES = 60;
  private static final int BATCH = 50;
  private static final String RANGE = "&from=2024-12-01&to=2030-01-01";

  /// A fresh one each time finds what a fixed one would not; it is printed with every failure.
  private final long seed = System.nanoTime();

  @TempDir static Path folder;
  private final List<Recount.Row> acknowledged = new ArrayList<>();
  private final List<String> positions = new ArrayList<>();
  private Installation installation;

  @BeforeAll
  void send() throws Exception {
    installation = Installation.start(folder.resolve("data"));
    Path catalogue = folder.resolve("catalogue.yaml");
    Files.writeString(catalogue, GeneratedTraffic.catalogue());
    installation.run("catalog", "apply", catalogue.toString()).orFail();
    GeneratedTraffic traffic = new GeneratedTraffic(seed);
    URI door = installation.feedbackGrpc();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(door.getHost(), door.getPort()).usePlaintext().build();
    try {
      var stub = FeedbackServiceGrpc.newBlockingStub(channel);
      for (int batch = 0; batch < BATCHES; batch++) {
        List<Rating> ratings = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          ratings.add(traffic.next(Instant.now()));
        }
        note(
            ratings,
            stub.submitRatings(SubmitRatingsRequest.newBuilder().addAllRatings(ratings).build())
                .getResultsList());
      }
    } finally {
      channel.shutdownNow();
    }
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @CsvSource({
    "gen-brussels, hour", "gen-brussels, day", "gen-brussels, week", "gen-brussels, month",
    "gen-new-york, hour", "gen-new-york, day", "gen-new-york, week", "gen-new-york, month",
    "gen-auckland, hour", "gen-auckland, day", "gen-auckland, week", "gen-auckland, month",
    "gen-kolkata, day", "gen-kolkata, week", "gen-kolkata, month"
  })
  void figuresOfAnAdministrationInItsZoneAreThoseCountedByHand(
      String administration, String every) {
    String zone = GeneratedTraffic.ZONES.get(administration);
    GetScoresResponse answer =
        scores("every=" + every + "&zone=" + zone + "&administration=" + administration);

    assertThat(lines(answer))
        .as("seed %d", seed)
        .containsExactlyElementsOf(
            Recount.count(
                acknowledged,
                ZoneId.of(zone),
                every,
                row -> row.administration().equals(administration)));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Brussels, day",
    "UTC, hour",
    "America/New_York, month",
    "Pacific/Auckland, week"
  })
  void figuresOfAllAdministrationsInOneZoneAreThoseCountedByHand(String zone, String every) {
    GetScoresResponse answer =
        scores(
            "every="
                + every
                + "&zone="
                + zone
                + "&"
                + String.join(
                    "&",
                    GeneratedTraffic.ZONES.keySet().stream()
                        .map(a -> "administration=" + a)
                        .toList()));

    assertThat(lines(answer))
        .as("seed %d", seed)
        .containsExactlyElementsOf(
            Recount.count(acknowledged, ZoneId.of(zone), every, row -> true));
  }

  @Test
  void zoneThatIsNotWholeHoursIsRefusedByNameWhereItWouldNotBeExact() {
    var answer =
        HttpCaller.get(
            installation
                .aggregation()
                .resolve(
                    "/v1/scores?every=day&zone=Asia/Kolkata&administration=gen-brussels" + RANGE));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("ZONE_NOT_WHOLE_HOUR");
  }

  @Test
  void recountOfTheStoredRatingsAgreesBitForBit() {
    assertThat(installation.run("verify").orFail().exitCode()).isZero();
  }

  private GetScoresResponse scores(String query) {
    String after =
        String.join("", positions.stream().map(position -> "&after=" + position).toList());
    return HttpCaller.scores(
        installation.aggregation(), "by=administration,service,channel&" + query + RANGE + after);
  }

  private void note(List<Rating> ratings, List<org.onthaal.v1.SubmitResult> results) {
    for (int i = 0; i < ratings.size(); i++) {
      assertThat(results.get(i).hasReceipt())
          .as("seed %d: %s", seed, results.get(i).getProblem())
          .isTrue();
      Receipt receipt = results.get(i).getReceipt();
      acknowledged.add(
          GeneratedTraffic.counted(
              ratings.get(i),
              receipt.getAdministration(),
              GeneratedTraffic.instant(receipt.getReceivedAt())));
      String partition = receipt.getPosition().substring(0, receipt.getPosition().indexOf(':') + 1);
      positions.removeIf(position -> position.startsWith(partition));
      positions.add(receipt.getPosition());
    }
  }

  private static List<String> lines(GetScoresResponse answer) {
    return answer.getRowsList().stream().map(GeneratedRatingsIT::line).sorted().toList();
  }

  private static String line(ScoreRow row) {
    String start = java.time.OffsetDateTime.parse(row.getStart()).toInstant().toString();
    String counts = String.join(",", row.getCountsList().stream().map(String::valueOf).toList());
    return String.join(
        "|",
        start,
        row.getAdministration(),
        row.getService(),
        row.getChannel().name(),
        counts,
        String.valueOf(row.getDontKnow()));
  }
}
