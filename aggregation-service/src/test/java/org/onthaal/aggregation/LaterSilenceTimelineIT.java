package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.CreateSilenceResponse;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.ExpireSilenceResponse;
import org.onthaal.v1.SilenceMatchers;

/// Silences, and alerts that say the same of more, that begin once an alert fires: while it waits
/// to be told, and between repetitions.
class LaterSilenceTimelineIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String ID = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b11";
  private static final String LOW =
      """
      rules:
        - {name: low, kind: threshold, below: 50, window: {calendar: day}, minimum-n: 20, by: [service]}
      """;
  private static final String BOTH =
      """
      rules:
        - {name: channel-low, kind: threshold, below: 50, resolve-at: 99, window: {calendar: day}, minimum-n: 20, by: [service, channel]}
        - {name: low, kind: threshold, below: 50, window: {calendar: day}, minimum-n: 60, by: [service]}
      """;
  private static final String TOGETHER =
      "group-wait: %s, group-by: [service], group-interval: 1m, repeat-interval: 1m";

  @TempDir Path folder;

  @Test
  void silenceStopsTheRepetitionOfAnAlertThatFires() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      String routes = routes(team, TOGETHER.formatted("0s"));
      timeline.start(LOW, routes).ratings(40, 1);
      team.hears(1);
      timeline.later(Duration.ofMinutes(2));
      team.hears(2);
      silence(timeline, "parking-*");

      for (int i = 0; i < 3; i++) {
        timeline.later(Duration.ofMinutes(2));
        groupsRest(timeline);
      }
      timeline.stop();
      timeline.start(LOW, routes).later(Duration.ofMinutes(2));
      groupsRest(timeline);
      assertThat(team.heard()).containsExactly("alert.firing low", "alert.firing low");

      expire(timeline);
      timeline.later(Duration.ofMinutes(1));
      team.hears(3);
      timeline.ratings(200, 5).later(Duration.ofMinutes(1));
      team.hears(4);
      assertThat(team.heard().subList(2, 4))
          .containsExactly("alert.firing low", "alert.resolved low");
    }
  }

  @Test
  void endIsToldThoughASilenceBeganAfterTheGroupWasTold() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, routes(team, TOGETHER.formatted("0s"))).ratings(40, 1);
      team.hears(1);
      silence(timeline, "parking-*");
      timeline.later(Duration.ofMinutes(2));
      groupsRest(timeline);

      timeline.ratings(200, 5).later(Duration.ofMinutes(1));

      team.hears(2);
      assertThat(team.heard()).containsExactly("alert.firing low", "alert.resolved low");
    }
  }

  @Test
  void groupThatIsSilencedWhileItWaitsIsToldAfterwards() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      String routes = routes(team, TOGETHER.formatted("1m"));
      timeline.start(LOW, routes).ratings(40, 1).later(Duration.ofSeconds(2));
      silence(timeline, "parking-*");
      timeline.later(Duration.ofMinutes(1));
      groupsRest(timeline);
      assertThat(reasons(timeline)).containsExactly("FIRED team SILENCED");

      timeline.stop();
      timeline.start(LOW, routes).later(Duration.ofMinutes(2));
      groupsRest(timeline);
      Operator operator = new Operator(timeline);
      AlertEvent held = operator.heldBack(operator.alert("low")).orElseThrow();
      assertThat(held.getNotTold(0).getCause()).isEqualTo(ID);
      assertThat(team.heard()).isEmpty();

      expire(timeline);
      timeline.later(Duration.ofMinutes(1));
      team.hears(1);
      assertThat(team.heard()).containsExactly("alert.firing low");
      assertThat(reasons(timeline)).isEmpty();
    }
  }

  @Test
  void alertThatIsSilencedWhileItWaitsAloneIsToldAfterwards() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      String routes = routes(team, "group-wait: 1m");
      timeline.start(LOW, routes).ratings(40, 1).later(Duration.ofSeconds(2));
      silence(timeline, "parking-*");
      timeline.later(Duration.ofMinutes(1));
      holds(timeline);

      timeline.stop();
      timeline.start(LOW, routes).later(Duration.ofHours(2));
      assertThat(team.heard()).isEmpty();
      assertThat(reasons(timeline)).containsExactly("FIRED team SILENCED");

      expire(timeline);
      timeline.later(Duration.ofSeconds(1));
      team.hears(1);
      timeline.ratings(200, 5);
      team.hears(2);
      assertThat(team.heard()).containsExactly("alert.firing low", "alert.resolved low");
      assertThat(reasons(timeline)).isEmpty();
    }
  }

  @Test
  void alertThatIsOverWhileItIsHeldIsToldToNobody() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, routes(team, "group-wait: 1m")).ratings(40, 1);
      silence(timeline, "parking-*");
      timeline.later(Duration.ofMinutes(1));
      holds(timeline);

      timeline.ratings(200, 5);
      expire(timeline);
      timeline.later(Duration.ofMinutes(2));

      assertThat(reasons(timeline))
          .containsExactly("FIRED team SILENCED", "RESOLVED team OVER_BEFORE_TOLD");
      assertThat(told(timeline)).isZero();
      assertThat(team.heard()).isEmpty();
    }
  }

  @Test
  void alertThatIsOverWhileItWaitsAloneIsToldToNobody() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      String routes = routes(team, "group-wait: 1m");
      timeline.start(LOW, routes).ratings(40, 1).later(Duration.ofSeconds(10));
      timeline.stop();

      timeline.start(LOW, routes).ratings(200, 5).later(Duration.ofMinutes(2));

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
      assertThat(reasons(timeline))
          .containsExactly("FIRED team OVER_BEFORE_TOLD", "RESOLVED team OVER_BEFORE_TOLD");
      assertThat(told(timeline)).isZero();
      assertThat(team.heard()).isEmpty();
    }
  }

  @Test
  void alertOfAServiceThatFiresLaterStopsTheRepetitionOfItsChannel() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(BOTH, routes(team, TOGETHER.formatted("0s"))).ratings(40, 1);
      team.hears(1);
      timeline.ratings(40, 1).later(Duration.ofMinutes(1));
      team.hears(2);
      timeline.later(Duration.ofMinutes(2));
      team.hears(3);
      assertThat(team.bodies().subList(1, 3))
          .allMatch(body -> body.contains("\"low\"") && !body.contains("\"channel-low\""));

      timeline.ratings(120, 5).later(Duration.ofMinutes(2));
      team.hears(4);
      assertThat(team.bodies().get(3))
          .contains("\"state\":\"resolved\"", "\"state\":\"firing\"", "\"channel-low\"");
    }
  }

  @Test
  void reasonFollowsWhatHoldsAnAlertBack() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(BOTH, team.routes());
      silence(timeline, "parking-*");
      timeline.ratings(80, 1);
      Operator operator = new Operator(timeline);
      assertThat(operator.heldBack(operator.alert("channel-low")).orElseThrow().getNotTold(0))
          .satisfies(why -> assertThat(why.getReason()).isEqualTo("SILENCED"));

      expire(timeline);
      timeline.later(Duration.ofSeconds(1));
      team.hears(1);

      assertThat(team.heard()).containsExactly("alert.firing low");
      assertThat(operator.heldBack(operator.alert("channel-low")).orElseThrow().getNotTold(0))
          .satisfies(why -> {
            assertThat(why.getReason()).isEqualTo("INHIBITED");
            assertThat(why.getCause()).isEqualTo(operator.alert("low"));
          });
    }
  }

  private static String routes(Team team, String how) {
    return team.routes().replace("group-wait: 0s", how);
  }

  /// Until every group that is due was judged.
  private static void groupsRest(Timeline timeline) {
    Instant now = timeline.now();
    await("groups to rest")
        .until(() ->
            count(timeline, "SELECT count(*) FROM notification_group WHERE due_at <= '" + now + "'")
                == 0);
  }

  /// Until what waited is held.
  private static void holds(Timeline timeline) {
    await("a notification to be held")
        .until(
            () -> count(timeline, "SELECT count(*) FROM notification WHERE state = 'HELD'") == 1);
  }

  private static int told(Timeline timeline) {
    return count(timeline, "SELECT count(*) FROM notification");
  }

  private static int count(Timeline timeline, String sql) {
    return timeline
        .database()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  private static List<String> reasons(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT kind || ' ' || receiver || ' ' || reason
                    FROM withheld
                    JOIN transition ON transition.id = transition_id
                    ORDER BY sequence, receiver
                    """)
                .mapTo(String.class)
                .list());
  }

  private static void silence(Timeline timeline, String services) {
    Instant end = timeline.now().plus(Duration.ofDays(3));
    CreateSilenceRequest request =
        CreateSilenceRequest.newBuilder()
            .setId(ID)
            .setMatchers(SilenceMatchers.newBuilder().addServices(services))
            .setEndsAt(
                Timestamp.newBuilder().setSeconds(end.getEpochSecond()).setNanos(end.getNano()))
            .setAuthor("Anna")
            .setComment("new ticket machine")
            .build();
    CreateSilenceResponse created =
        Operator.ask(observer -> timeline.alerting().silences().createSilence(request, observer));
    assertThat(created.getSilence().getId()).isEqualTo(ID);
  }

  private static void expire(Timeline timeline) {
    ExpireSilenceRequest request =
        ExpireSilenceRequest.newBuilder().setId(ID).setAuthor("Bram").build();
    ExpireSilenceResponse expired =
        Operator.ask(observer -> timeline.alerting().silences().expireSilence(request, observer));
    assertThat(expired.getSilence().getEndedBy()).isEqualTo("Bram");
  }
}
