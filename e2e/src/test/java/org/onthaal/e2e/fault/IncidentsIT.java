package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.fault.Receiver.Manner;
import org.onthaal.e2e.fault.ToldOnce.Listener;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.AlertEventKind;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.GetAlertRequest;
import org.onthaal.v1.NotTold;

/// Incidents that are played while both replicas of the evaluator, which are the senders, too, are
/// killed fifty times, and receivers refuse calls or cut them off: every transition is there once,
/// and every receiver acts once on each that it is to hear of.
class IncidentsIT {
  private static final Duration TOLD_MAX = Duration.ofSeconds(90);
  private static final Set<String> RULES = Set.of("unhappy", "unhappy-service", "level");

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);

  @Test
  void everyTransitionIsToldOncePerReceiverThoughEvaluatorAndSenderAreKilled() throws Exception {
    // Behind the machine's clock, and rounds move it by hours: what is told is not of the future.
    Instant start =
        Instant.now().truncatedTo(ChronoUnit.HOURS).minus(IncidentScript.ROUND.multipliedBy(100));
    try (Receiver team = Receiver.start();
        Receiver desk = Receiver.start();
        Receiver operations = Receiver.start();
        DrivenCluster cluster =
            DrivenCluster.start(folder, layout(start, team, desk, operations))) {
      long from = System.nanoTime();
      Killer killer = new Killer(cluster, team, new Random(random.nextLong()));
      IncidentScript script = new IncidentScript(cluster, start, new Random(random.nextLong()));
      List<Receiver> receivers = List.of(team, desk, operations);
      CompletableFuture<Void> killing = killer.begin(Sizes.INCIDENT_KILLS);

      int rounds = 0;
      while (rounds < 2 || !killing.isDone()) {
        misbehave(receivers.get(rounds % receivers.size()), rounds);
        script.round(rounds++);
        receivers.forEach(receiver -> receiver.behave(Manner.TAKE));
      }
      killing.join();
      await("everything to be told")
          .atMost(TOLD_MAX)
          .until(() -> ToldOnce.waiting(cluster.aggregationSql()) == 0);

      assertThat(ToldOnce.transitions(cluster.aggregationSql())).isEqualTo(script.transitions());
      ToldOnce told =
          ToldOnce.holds(
              cluster.aggregationSql(),
              List.of(
                  new Listener("team", team, RULES, false),
                  new Listener("desk", desk, Set.of("unhappy"), false),
                  new Listener("operations", operations, RULES, true)),
              script.fired());
      theHistoryOfEachAlertSaysTheSame(script, told);
      report(told, killer, receivers, rounds, Duration.ofNanos(System.nanoTime() - from));
      assertThat(killer.killed()).isEqualTo(Sizes.INCIDENT_KILLS);
      assertThat(killer.found()).containsKey(Killer.Found.COMMITTED_AND_NOT_DELIVERED);
    }
  }

  private static void misbehave(Receiver receiver, int round) {
    receiver.behave(round % 2 == 0 ? Manner.REFUSE : Manner.CUT);
  }

  /// Through the door: the same transitions in the same order, with the reasons why not, and who
  /// takes care.
  private static void theHistoryOfEachAlertSaysTheSame(IncidentScript script, ToldOnce told) {
    Map<String, List<ToldOnce.Transition>> byAlert =
        told.transitions().stream()
            .collect(
                Collectors.groupingBy(
                    ToldOnce.Transition::alert, TreeMap::new, Collectors.toList()));
    byAlert.forEach((id, transitions) -> {
      List<AlertEvent> history =
          script
              .ask(channel ->
                  AlertServiceGrpc.newBlockingStub(channel)
                      .getAlert(GetAlertRequest.newBuilder().setId(id).build()))
              .getHistoryList();
      List<AlertEvent> happened =
          history.stream()
              .filter(event -> event.getKind() != AlertEventKind.EVENT_ACKNOWLEDGED)
              .toList();
      assertThat(happened)
          .extracting(AlertEvent::getId)
          .containsExactlyElementsOf(transitions.stream().map(ToldOnce.Transition::id).toList());
      for (int i = 0; i < happened.size(); i++) {
        Map<String, String> reasons = new HashMap<>();
        for (NotTold reason : happened.get(i).getNotToldList()) {
          reasons.put(reason.getReceiver(), reason.getReason());
        }
        assertThat(reasons).isEqualTo(told.withheld(transitions.get(i)));
      }
      assertThat(history.size() - happened.size())
          .as("acknowledged")
          .isEqualTo(script.acknowledged().contains(id) ? 1 : 0);
    });
  }

  private static void report(
      ToldOnce told, Killer killer, List<Receiver> receivers, int rounds, Duration took) {
    int calls = receivers.stream().mapToInt(receiver -> receiver.calls().size()).sum();
    int taken = receivers.stream().mapToInt(receiver -> receiver.taken().size()).sum();
    System.out.printf(
        Locale.ROOT,
        "incidents: seed %d, %d rounds in %d s, %d transitions, %d notifications, %d calls for %d"
            + " that were acted on, %d kills, of which %s%n",
        Sizes.SEED,
        rounds,
        took.toSeconds(),
        told.transitions().size(),
        told.notifications(),
        calls,
        taken,
        killer.killed(),
        killer.found());
  }

  private static DrivenCluster.Layout layout(
      Instant start, Receiver team, Receiver desk, Receiver operations) {
    return new DrivenCluster.Layout(
        start,
        2,
        catalogue(),
        rules(),
        routes(team, desk, operations),
        """
        evaluate: {interval: 1s, slot-grace: 5s}
        notify: {allow-loopback: true, timeout: 2s, lease: 4s, poll: 50ms, retry-longest: 2s, breaker-rest: 1s}
        """);
  }

  private static String rules() {
    return """
    rules:
      - name: unhappy
        kind: threshold
        measure: csat
        below: 50
        resolve-at: 60
        window: {sliding: 10m}
        minimum-n: 20
        for: 1m
        keep-firing-for: 1m
        by: [service, channel]
        where: {service: desk-*}
        severity: critical
      - name: unhappy-service
        kind: threshold
        measure: csat
        below: 50
        resolve-at: 60
        window: {sliding: 10m}
        minimum-n: 20
        by: [service]
        where: {service: desk-*}
        severity: critical
      - name: level
        kind: drop
        measure: csat
        target: 80
        evidence-days: 31
        slot: 5m
        recovery: off
        by: [service]
        where: {service: level-*}
    """;
  }

  private static String routes(Receiver team, Receiver desk, Receiver operations) {
    return """
    meta-receiver: team
    receivers:
      - name: team
        webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}
      - name: desk
        webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}
      - name: operations
        webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}
    routes:
      - receiver: team
        group-wait: 0s
      - receiver: desk
        matchers: {rule: unhappy}
      - receiver: operations
        group-by: [service]
        group-wait: 1s
        group-interval: 1s
    """
        .formatted(team.uri(), desk.uri(), operations.uri());
  }

  private static String catalogue() {
    StringBuilder yaml = new StringBuilder("administrations:\n");
    for (String administration : IncidentScript.ADMINISTRATIONS) {
      yaml.append(
          """
            - code: %1$s
              zone: UTC
              names: {fr: Commune, nl: Gemeente, de: Gemeinde, en: Municipality}
              services:
          """
              .formatted(administration));
      for (String service : List.of("desk-1", "desk-2", "desk-3", "desk-4", "level-1")) {
        yaml.append(
            """
                  - code: %2$s
                    names: {fr: Guichet %2$s, nl: Loket %2$s, de: Schalter %2$s, en: Desk %2$s}
                    touchpoints:
                      - key: %1$s-%2$s
                        names: {fr: Guichet, nl: Loket, de: Schalter, en: Desk}
                        channels: [KIOSK, WEB]
                        default-channel: KIOSK
                        languages: [fr, nl, de, en]
                        survey: satisfaction
            """
                .formatted(administration, service));
      }
    }
    return yaml.toString();
  }
}
