package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.Alert;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.Channel;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SilenceMatchers;
import org.onthaal.v1.SilenceServiceGrpc;

/// Incidents at the services of two administrations, played through the public doors, round after
/// round: channels and services drop and recover, some under a silence, some inside a service that
/// is told of as a whole, some that a person takes care of. Knows which transitions that must give
/// and which of them are to be told; waits for each step, so that there is only one right answer.
final class IncidentScript {
  /// Of the log's time. A round takes half of it; then the windows are empty again.
  static final Duration ROUND = Duration.ofMinutes(20);

  static final List<String> ADMINISTRATIONS = List.of("north", "south");

  private static final Duration STEP_MAX = Duration.ofMinutes(3);
  private static final Duration HOLD = Duration.ofSeconds(61);
  private static final long CALL_SECONDS_MAX = 3;
  private static final Set<Status.Code> MAY_BE_REPEATED =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.CANCELLED);

  private final DrivenCluster cluster;
  private final Random random;
  private final Ratings made;
  private final Instant start;
  private final Map<String, List<String>> transitions = new TreeMap<>();
  private final Map<String, List<String>> fired = new TreeMap<>();
  private final List<String> acknowledged = new ArrayList<>();

  IncidentScript(DrivenCluster cluster, Instant start, Random random) {
    this.cluster = cluster;
    this.start = start;
    this.random = random;
    this.made = new Ratings(random);
  }

  /// The transitions of each rule and stream, in order.
  Map<String, List<String>> transitions() {
    return transitions;
  }

  /// What becomes of each time that a rule and stream fires: TOLD, or why it never is.
  Map<String, List<String>> fired() {
    return fired;
  }

  /// Ids of alerts that somebody took care of.
  List<String> acknowledged() {
    return acknowledged;
  }

  void round(int number) {
    Instant slot = start.plus(ROUND.multipliedBy(number));
    boolean endsEarly = number % 2 == 0;
    cluster.clock().set(slot.plusSeconds(30));
    List<String> silences = ADMINISTRATIONS.stream().map(this::silence).toList();

    for (String administration : ADMINISTRATIONS) {
      drop(administration);
    }
    awaitTransitions();
    cluster.clock().advance(HOLD);
    for (String administration : ADMINISTRATIONS) {
      fires(administration, endsEarly);
    }
    awaitTransitions();
    ADMINISTRATIONS.forEach(this::takeCare);
    if (endsEarly) {
      silences.forEach(this::endSilence);
    }
    cluster.clock().set(slot.plusSeconds(310));
    for (String administration : ADMINISTRATIONS) {
      happens("level " + service(administration, "level-1"), "FIRED", "TOLD");
      if (endsEarly) {
        awaitTold(kiosk(administration, "desk-3"));
      }
    }
    awaitTransitions();

    ADMINISTRATIONS.forEach(this::recover);
    cluster.clock().set(slot.plusSeconds(610));
    for (String administration : ADMINISTRATIONS) {
      happens("level " + service(administration, "level-1"), "RESOLVED");
    }
    awaitTransitions();
    if (!endsEarly) {
      silences.forEach(this::endSilence);
    }
  }

  /// Everything but the level is bad in desk 2; elsewhere only the kiosk is, and not the service.
  private void drop(String administration) {
    send(administration, "level-1", Channel.KIOSK, 40, 1);
    for (String desk : List.of("desk-1", "desk-3", "desk-4")) {
      send(administration, desk, Channel.WEB, 60, 5);
      send(administration, desk, Channel.KIOSK, 25, 1);
      happens(kiosk(administration, desk), "PENDING");
    }
    send(administration, "desk-2", Channel.WEB, 30, 1);
    send(administration, "desk-2", Channel.KIOSK, 30, 1);
    happens("unhappy-service " + service(administration, "desk-2"), "FIRED", "TOLD");
    happens(web(administration), "PENDING");
    happens(kiosk(administration, "desk-2"), "PENDING");
  }

  private void fires(String administration, boolean isSilenceEndedEarly) {
    happens(kiosk(administration, "desk-1"), "FIRED", "TOLD");
    happens(kiosk(administration, "desk-3"), "FIRED", isSilenceEndedEarly ? "TOLD" : "SILENCED");
    happens(kiosk(administration, "desk-4"), "FIRED", "TOLD");
    // Told of as the service, which ends before the kiosk does, and not before the web.
    happens(web(administration), "FIRED", "INHIBITED");
    happens(kiosk(administration, "desk-2"), "FIRED", "TOLD");
  }

  private void recover(String administration) {
    List<String> recovering = new ArrayList<>(List.of(web(administration)));
    for (String desk : List.of("desk-1", "desk-3", "desk-4")) {
      send(administration, desk, Channel.KIOSK, 60, 5);
      recovering.add(kiosk(administration, desk));
    }
    send(administration, "desk-2", Channel.WEB, 120, 5);
    happens("unhappy-service " + service(administration, "desk-2"), "RESOLVED");
    recovering.forEach(key -> happens(key, "RECOVERING"));
    awaitTransitions();
    cluster.clock().advance(HOLD);
    recovering.forEach(key -> happens(key, "RESOLVED"));
    awaitTransitions();
    awaitTold(kiosk(administration, "desk-2"));

    send(administration, "desk-2", Channel.KIOSK, 120, 5);
    happens(kiosk(administration, "desk-2"), "RECOVERING");
    awaitTransitions();
    cluster.clock().advance(HOLD);
    happens(kiosk(administration, "desk-2"), "RESOLVED");
    awaitTransitions();
  }

  private void send(String administration, String service, Channel channel, int count, int score) {
    List<Rating> ratings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ratings.add(
          made.csat(score, cluster.clock().instant())
              .at(administration + "-" + service)
              .via(channel)
              .in("nl")
              .build());
    }
    cluster.submit(ratings);
  }

  private static String service(String administration, String service) {
    return "administration=" + administration + "&service=" + service;
  }

  private static String kiosk(String administration, String desk) {
    return "unhappy " + service(administration, desk) + "&channel=KIOSK";
  }

  private static String web(String administration) {
    return "unhappy " + service(administration, "desk-2") + "&channel=WEB";
  }

  private void happens(String key, String kind) {
    transitions.computeIfAbsent(key, _ -> new ArrayList<>()).add(kind);
  }

  private void happens(String key, String kind, String outcome) {
    happens(key, kind);
    fired.computeIfAbsent(key, _ -> new ArrayList<>()).add(outcome);
  }

  /// Neither one too few nor one too many.
  private void awaitTransitions() {
    await("the transitions of the script")
        .atMost(STEP_MAX)
        .pollDelay(Duration.ofMillis(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() ->
            assertThat(ToldOnce.transitions(cluster.aggregationSql())).isEqualTo(transitions));
  }

  /// Held back until now: by the silence that has ended, or the service that has recovered.
  private void awaitTold(String key) {
    await(key + " to be told after all")
        .atMost(STEP_MAX)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !ToldOnce.isHeldBack(cluster.aggregationSql(), key));
  }

  private String silence(String administration) {
    String id = made.id(Instant.now()).toString();
    Instant now = Instant.now();
    CreateSilenceRequest request =
        CreateSilenceRequest.newBuilder()
            .setId(id)
            .setMatchers(
                SilenceMatchers.newBuilder()
                    .addAdministrations(administration)
                    .addServices("desk-3"))
            .setStartsAt(timestamp(now.minusSeconds(1)))
            .setEndsAt(timestamp(now.plus(Duration.ofHours(1))))
            .setAuthor("An")
            .setComment("the kiosk is being moved")
            .build();
    var _ = ask(channel -> silences(channel).createSilence(request));
    return id;
  }

  private void endSilence(String id) {
    ExpireSilenceRequest request =
        ExpireSilenceRequest.newBuilder().setId(id).setAuthor("An").build();
    var _ = ask(channel -> silences(channel).expireSilence(request));
  }

  private void takeCare(String administration) {
    ListAlertsRequest firing =
        ListAlertsRequest.newBuilder()
            .addStates(AlertState.FIRING)
            .addAdministrations(administration)
            .addRules("unhappy")
            .build();
    Alert alert =
        ask(channel -> alerts(channel).listAlerts(firing)).getAlertsList().stream()
            .filter(one -> one.getStream().getService().equals("desk-4"))
            .findFirst()
            .orElseThrow();
    AcknowledgeAlertRequest request =
        AcknowledgeAlertRequest.newBuilder()
            .setId(alert.getId())
            .setOwner("Bart")
            .setNote("on my way")
            .setAuthor("Bart")
            .build();
    var _ = ask(channel -> alerts(channel).acknowledgeAlert(request));
    acknowledged.add(alert.getId());
  }

  private static AlertServiceGrpc.AlertServiceBlockingStub alerts(ManagedChannel channel) {
    return AlertServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private static SilenceServiceGrpc.SilenceServiceBlockingStub silences(ManagedChannel channel) {
    return SilenceServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /// Asks whichever replica lives, again while none answers: the same call twice changes nothing.
  <T> T ask(Function<ManagedChannel, T> call) {
    AtomicReference<Map<Integer, T>> answer = new AtomicReference<>(Map.of());
    await("a replica to answer")
        .atMost(STEP_MAX)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          answer.set(tried(call));
          return !answer.get().isEmpty();
        });
    return answer.get().values().iterator().next();
  }

  private <T> Map<Integer, T> tried(Function<ManagedChannel, T> call) {
    List<Replica> replicas = new ArrayList<>(cluster.aggregation());
    Collections.shuffle(replicas, random);
    Map<Integer, T> answer = new HashMap<>();
    for (Replica replica : replicas) {
      try {
        answer.put(0, call.apply(replica.channel()));
        return answer;
      } catch (StatusRuntimeException e) {
        assertThat(MAY_BE_REPEATED).as(e.toString()).contains(e.getStatus().getCode());
        // The channel's own backoff grows to minutes while a replica is away.
        replica.channel().resetConnectBackoff();
      }
    }
    return answer;
  }

  private static Timestamp timestamp(Instant at) {
    return Ratings.timestamp(at);
  }
}
