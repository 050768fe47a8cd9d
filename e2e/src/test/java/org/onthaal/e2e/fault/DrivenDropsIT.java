package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.fault.KnownStream.Hour;
import org.onthaal.e2e.fault.KnownStream.Points;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.testkit.PostgresProxy.Point;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.Alert;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.Channel;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.Rating;

/// A known stream goes through the gRPC door hour by hour, while its clock is driven through half a
/// year and the evaluator is killed again and again: the evidence of every slot is the known one,
/// and so are the alarms.
class DrivenDropsIT {
  private static final String STREAM = "P001";
  private static final int KILLS = 20;
  private static final Duration JUDGED_MAX = Duration.ofMinutes(3);
  private static final int ANY_MOMENT_MILLIS = 40;
  private static final Map<String, Points> RULES =
      new TreeMap<>(Map.of("mean", Points.SCORE, "csat", Points.CSAT));

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);
  private final Ratings made = new Ratings(random);
  private final Map<Moment, Integer> fell = new EnumMap<>(Moment.class);

  /// Where a kill falls.
  private enum Moment {
    JUDGED_AND_COMMIT,
    COMMIT_AND_ANSWER,
    ANY
  }

  @Test
  void everySlotOfAKnownStreamHasTheKnownEvidenceThoughTheEvaluatorIsKilled() throws Exception {
    KnownStream known = KnownStream.read(STREAM);
    try (DrivenCluster cluster = DrivenCluster.start(folder, layout())) {
      Map<Hour, Moment> kills = kills();

      play(cluster, known, kills);

      System.out.printf(Locale.ROOT, "driven drops: seed %d, kills %s%n", Sizes.SEED, fell);
      assertThat(fell.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(KILLS);
      for (Map.Entry<String, Points> rule : RULES.entrySet()) {
        baselineIsKnown(cluster, known, rule.getKey(), rule.getValue());
        evidenceIsKnown(cluster, known, rule.getKey(), rule.getValue());
        assertThat(fired(cluster, rule.getKey()))
            .isEqualTo(KnownStream.answers(STREAM, rule.getValue()).get("alarms_day_hour"));
      }
    }
  }

  /// The hours after the learning period in which somebody dies.
  private Map<Hour, Moment> kills() {
    Map<Hour, Moment> kills = new HashMap<>();
    while (kills.size() < KILLS) {
      int day = random.nextInt(KnownStream.LEARNING_DAYS + 1, KnownStream.DAYS);
      int hour = random.nextInt(KnownStream.OPENS, KnownStream.CLOSES);
      kills.putIfAbsent(
          new Hour(day, hour), Moment.values()[kills.size() % Moment.values().length]);
    }
    return kills;
  }

  private void play(DrivenCluster cluster, KnownStream known, Map<Hour, Moment> kills)
      throws InterruptedException, SQLException {
    try (Connection connection = DriverManager.getConnection(cluster.aggregationSql().url());
        PreparedStatement judged =
            connection.prepareStatement("SELECT count(*) FROM drop_slot WHERE slot_start = ?")) {
      play(cluster, known, kills, judged);
    }
  }

  private void play(
      DrivenCluster cluster, KnownStream known, Map<Hour, Moment> kills, PreparedStatement judged)
      throws InterruptedException {
    for (int day = 0; day < KnownStream.DAYS; day++) {
      for (int hour = KnownStream.OPENS; hour < KnownStream.CLOSES; hour++) {
        Hour at = new Hour(day, hour);
        cluster.clock().set(at.start().plus(Duration.ofMinutes(59)));
        cluster.submit(ratings(at, known.counts(at)));
        // Two minutes after its end the slot is closed.
        Instant closed = at.start().plus(Duration.ofMinutes(63));
        if (kills.containsKey(at)) {
          // What is held is what this slot gives, and not what is still to be judged of earlier
          // ones.
          awaitJudged(cluster, judged, before(at));
          kill(cluster, kills.get(at), closed);
          awaitJudged(cluster, judged, at);
        } else {
          cluster.clock().set(closed);
        }
      }
      if (day >= KnownStream.LEARNING_DAYS) {
        awaitJudged(cluster, judged, new Hour(day, KnownStream.CLOSES - 1));
      }
    }
  }

  private static Hour before(Hour at) {
    return at.hour() > KnownStream.OPENS
        ? new Hour(at.day(), at.hour() - 1)
        : new Hour(at.day() - 1, KnownStream.CLOSES - 1);
  }

  private void kill(DrivenCluster cluster, Moment moment, Instant closed)
      throws InterruptedException {
    Replica victim = cluster.aggregation().getFirst();
    if (moment == Moment.ANY) {
      cluster.clock().set(closed);
      int millis = random.nextInt(ANY_MOMENT_MILLIS);
      // Nothing is waited for: the moment is the seed's.
      var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
      victim.kill();
    } else {
      PostgresProxy.Hold hold =
          victim
              .database()
              .hold(
                  moment == Moment.JUDGED_AND_COMMIT ? Point.BEFORE_COMMIT : Point.AFTER_COMMIT,
                  "COPY drop_slot");
      cluster.clock().set(closed);
      assertThat(hold.await(JUDGED_MAX)).as("a slot is judged").isTrue();
      victim.kill();
      hold.drop();
    }
    fell.merge(moment, 1, Integer::sum);
    victim.start();
  }

  /// Time goes on slowly meanwhile: one look learns, the next one judges.
  private static void awaitJudged(DrivenCluster cluster, PreparedStatement judged, Hour at) {
    AtomicInteger looks = new AtomicInteger();
    await("slot " + at + " to be judged by every rule")
        .atMost(JUDGED_MAX)
        .pollDelay(Duration.ofMillis(3))
        .pollInterval(Duration.ofMillis(3))
        .until(() -> {
          if (looks.incrementAndGet() % 50 == 0) {
            cluster.clock().advance(Duration.ofSeconds(1));
          }
          judged.setTimestamp(1, Timestamp.from(at.start()));
          try (ResultSet row = judged.executeQuery()) {
            row.next();
            return row.getInt(1) == RULES.size();
          }
        });
  }

  private List<Rating> ratings(Hour at, int[] counts) {
    List<Rating> ratings = new ArrayList<>();
    for (int score = 1; score <= counts.length; score++) {
      for (int i = 0; i < counts[score - 1]; i++) {
        ratings.add(
            made.csat(score, at.start().plusSeconds(random.nextInt(59 * 60)))
                .at("known-desk")
                .via(Channel.COUNTER)
                .in("nl")
                .build());
      }
    }
    return ratings;
  }

  private static void baselineIsKnown(
      DrivenCluster cluster, KnownStream known, String rule, Points points) throws IOException {
    Map<String, String> answers = KnownStream.answers(STREAM, points);
    List<List<Double>> learnt =
        cluster
            .aggregationSql()
            .rows(
                "SELECT mean, variance, overdispersion, margin FROM drop_baseline WHERE rule = '"
                    + rule
                    + "'",
                row ->
                    List.of(
                        row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)));
    KnownStream.Baseline computed = known.baseline(points);
    double[] ours = {
      computed.mean(), computed.variance(), computed.overdispersion(), computed.margin()
    };
    assertThat(learnt).as("learnt once").hasSize(1);
    List<String> columns = List.of("baseline_mean", "variance", "phi", "margin");
    for (int i = 0; i < columns.size(); i++) {
      double answer = Double.parseDouble(answers.getOrDefault(columns.get(i), ""));
      assertThat(ours[i]).as(columns.get(i)).isCloseTo(answer, within(1e-9));
      assertThat(learnt.getFirst().get(i)).as(columns.get(i)).isCloseTo(answer, within(1e-9));
    }
  }

  private static void evidenceIsKnown(
      DrivenCluster cluster, KnownStream known, String rule, Points points) throws IOException {
    SortedMap<Hour, Double> expected = known.evidence(points);
    SortedMap<Hour, Double> stored = new TreeMap<>();
    cluster
        .aggregationSql()
        .rows(
            "SELECT slot_start, evidence_days, counts FROM drop_slot WHERE rule = '" + rule + "'",
            row -> {
              Hour at = Hour.of(row.getTimestamp(1).toInstant());
              Integer[] counts = (Integer[]) row.getArray(3).getArray();
              assertThat(Arrays.stream(counts).skip(1).limit(5).mapToInt(Integer::intValue))
                  .as("answers of " + at)
                  .containsExactly(Arrays.stream(known.counts(at)).boxed().toArray(Integer[]::new));
              return Map.entry(at, row.getDouble(2));
            })
        .forEach(slot -> stored.put(slot.getKey(), slot.getValue()));

    assertThat(stored.keySet()).as("slots, each once").isEqualTo(expected.keySet());
    expected.forEach((hour, days) ->
        assertThat(Math.log(stored.getOrDefault(hour, Double.NaN)))
            .as(rule + " " + hour)
            .isCloseTo(Math.log(days), within(1e-8)));
    Map<String, String> answers = KnownStream.answers(STREAM, points);
    for (int day : List.of(60, 120)) {
      double answer = Double.parseDouble(answers.get("ln_evidence_day" + day + "_17h"));
      assertThat(Math.log(stored.getOrDefault(new Hour(day, 17), Double.NaN)))
          .isCloseTo(answer, within(1e-8));
    }
  }

  /// Through the door: slots whose end was an alarm.
  private static String fired(DrivenCluster cluster, String rule) {
    cluster.aggregation().getFirst().awaitReady(JUDGED_MAX);
    return AlertServiceGrpc.newBlockingStub(cluster.aggregation().getFirst().channel())
        .listAlerts(
            ListAlertsRequest.newBuilder()
                .addRules(rule)
                .addStates(AlertState.FIRING)
                .addStates(AlertState.RESOLVED)
                .setPageSize(500)
                .build())
        .getAlertsList()
        .stream()
        .filter(Alert::hasFiredAt)
        .map(alert -> Instant.ofEpochSecond(alert.getFiredAt().getSeconds()))
        .sorted()
        .map(end -> Hour.of(end.minus(Duration.ofHours(1))).toString())
        .collect(Collectors.joining(";"));
  }

  private static DrivenCluster.Layout layout() {
    String rule =
        """
          - name: %1$s
            kind: drop
            measure: %1$s
            baseline: {from: 2026-01-05, to: 2026-02-02}
            recovery: off
            by: [service]
        """;
    return new DrivenCluster.Layout(
        KnownStream.DAY_0,
        1,
        """
        administrations:
          - code: known-streams
            zone: UTC
            names: {fr: Flux connus, nl: Bekende stromen, de: Bekannte Ströme, en: Known streams}
            services:
              - code: known
                names: {fr: Flux, nl: Stroom, de: Strom, en: Stream}
                opening-hours:
                  - {days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY], opens: "08:00", closes: "18:00"}
                touchpoints:
                  - key: known-desk
                    names: {fr: Guichet, nl: Loket, de: Schalter, en: Desk}
                    channels: [COUNTER]
                    default-channel: COUNTER
                    languages: [fr, nl, de, en]
                    survey: satisfaction
        """,
        "rules:\n" + RULES.keySet().stream().map(rule::formatted).collect(Collectors.joining()),
        "receivers: []\nroutes: []\n",
        """
        evaluate: {interval: 1s}
        fold: {commit-every: 0ms}
        """);
  }
}
