package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.ReferenceData;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestRow;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Rating;

/// Known streams of ratings through the doors of both services, the second of which is killed again
/// and again: drop rules give the known alarms, to the hour.
class KnownDropsIT {
  /// Midnight at the start of a Monday.
  private static final Instant DAY_0 = Instant.parse("2026-01-05T00:00:00Z");

  private static final List<String> STREAMS = List.of("P000", "P001", "P002", "P003", "P005");
  private static final int KILLS = 20;
  private static final int BATCH = 500;

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);

  @Test
  void knownStreamsGiveTheKnownAlarmsThoughTheFoldIsKilled() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 1, 1);
        History history = History.in(folder.resolve("history.jsonl"));
        Sender sender = new Sender(history, cluster.feedback(), Sizes.SEED)) {
      Invariants invariants = new Invariants(cluster, history);
      CatalogServiceGrpc.newBlockingStub(cluster.feedback().getFirst().channel())
          .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(catalogue()).build());

      List<Rating> ratings = ratings();
      int sent = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        // So that each kill meets a fold at work, and not a start.
        cluster.awaitGreen();
        int next = ratings.size() * (kill + 1) / KILLS;
        send(sender, ratings.subList(sent, next));
        sent = next;
        cluster.aggregation().getFirst().kill();
        cluster.aggregation().getFirst().start();
      }
      sender.settle();
      invariants.hold();

      assertThat(alarms(cluster)).isEqualTo(known());
    }
  }

  private void send(Sender sender, List<Rating> ratings) {
    for (int from = 0; from < ratings.size(); from += BATCH) {
      sender.submit(ratings.subList(from, Math.min(from + BATCH, ratings.size())));
    }
  }

  /// `P001 mean` and its alarms, `89:13;93:11` and so on.
  private static Map<String, String> alarms(Cluster cluster) throws IOException {
    BacktestRequest request =
        BacktestRequest.newBuilder()
            .setRules(
                """
                rules:
                  - name: mean
                    kind: drop
                    measure: mean
                    baseline: {from: 2026-01-05, to: 2026-02-02}
                    recovery: off
                    by: [service]
                    where: {administration: known-streams}
                  - name: csat
                    kind: drop
                    measure: csat
                    baseline: {from: 2026-01-05, to: 2026-02-02}
                    recovery: off
                    by: [service]
                    where: {administration: known-streams}
                """)
            .setFrom("2026-02-02")
            .setTo("2026-07-02")
            .setZone("UTC")
            .build();
    List<BacktestRow> rows =
        AlertServiceGrpc.newBlockingStub(cluster.aggregation().getFirst().channel())
            .backtest(request)
            .getRowsList();
    Map<String, String> alarms = new TreeMap<>();
    for (String stream : STREAMS) {
      for (String rule : List.of("mean", "csat")) {
        alarms.put(
            stream + " " + rule,
            rows.stream()
                .filter(row -> row.getRule().equals(rule))
                .filter(row -> row.getStream().getService().equals(stream.toLowerCase(Locale.ROOT)))
                .map(KnownDropsIT::slot)
                .collect(Collectors.joining(";")));
      }
    }
    return alarms;
  }

  /// Day and hour of the slot that an alarm closed.
  private static String slot(BacktestRow row) {
    Instant start =
        OffsetDateTime.parse(row.getEvidence().getWindowEnd())
            .toInstant()
            .minus(Duration.ofHours(1));
    Duration since = Duration.between(DAY_0, start);
    return "%d:%02d".formatted(since.toDays(), since.toHoursPart());
  }

  private static Map<String, String> known() throws IOException {
    Map<String, String> known = new TreeMap<>();
    for (String line : Files.readAllLines(ReferenceData.path("kat/streams_expected.csv"))) {
      String[] cells = line.split(",", -1);
      if (STREAMS.contains(cells[0])) {
        known.put(cells[0] + " " + (cells[1].equals("score") ? "mean" : cells[1]), cells[11]);
      }
    }
    assertThat(known).hasSize(2 * STREAMS.size());
    return known;
  }

  /// In order of time.
  private List<Rating> ratings() throws IOException {
    Ratings made = new Ratings(random);
    List<Rating> ratings = new ArrayList<>();
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(
                        Files.newInputStream(ReferenceData.path("kat/streams.csv.gz"))),
                    StandardCharsets.UTF_8));
        Stream<String> lines = reader.lines()) {
      lines
          .map(line -> line.split(",", -1))
          .filter(cells -> STREAMS.contains(cells[0]))
          .forEach(cells -> {
            Instant hour =
                DAY_0
                    .plus(Duration.ofDays(Long.parseLong(cells[1])))
                    .plus(Duration.ofHours(Long.parseLong(cells[3])));
            for (int score = 1; score <= 5; score++) {
              for (int i = Integer.parseInt(cells[3 + score]); i > 0; i--) {
                Instant at = hour.plusSeconds(random.nextInt(3600));
                ratings.add(
                    made.csat(score, at)
                        .at(cells[0].toLowerCase(Locale.ROOT) + "-desk")
                        .via(Channel.COUNTER)
                        .in("nl")
                        .build());
              }
            }
          });
    }
    ratings.sort(
        Comparator.comparing(rating ->
            Instant.ofEpochSecond(
                rating.getRatedAt().getSeconds(), rating.getRatedAt().getNanos())));
    return ratings;
  }

  private static String catalogue() {
    StringBuilder yaml =
        new StringBuilder(
            """
            administrations:
              - code: known-streams
                zone: UTC
                names: {fr: Flux connus, nl: Bekende stromen, de: Bekannte Ströme, en: Known streams}
                services:
            """);
    for (String stream : STREAMS) {
      yaml.append(
          """
                - code: %1$s
                  names: {fr: Flux %1$s, nl: Stroom %1$s, de: Strom %1$s, en: Stream %1$s}
                  opening-hours:
                    - {days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY], opens: "08:00", closes: "18:00"}
                  touchpoints:
                    - key: %1$s-desk
                      names: {fr: Guichet %1$s, nl: Loket %1$s, de: Schalter %1$s, en: Desk %1$s}
                      channels: [COUNTER]
                      default-channel: COUNTER
                      languages: [fr, nl, de, en]
                      survey: satisfaction
          """
              .formatted(stream.toLowerCase(Locale.ROOT)));
    }
    return yaml.toString();
  }
}
