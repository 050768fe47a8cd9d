package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.AlertEventKind;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.GetAlertResponse;

/// What closing an alert does, through the real fold and a real database.
class ActionTimelineIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String LOW =
      """
      rules:
        - {name: low, kind: threshold, below: 50, resolve-at: 60, window: {sliding: 30m}, minimum-n: 20, by: [service]}
      """;
  private static final String DROP = "rules: [{name: drop, kind: drop, target: 4, by: [service]}]";
  private static final int RACES = 12;

  @TempDir Path folder;

  @Test
  void closedAlertIsToldAndTheRuleFiresAgainOnlyAfterItsConditionWasOver() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, team.routes()).ratings(40, 1);
      team.hears(1);
      Operator operator = new Operator(timeline);

      GetAlertResponse closed = operator.close(operator.alert("low"));
      team.hears(2);
      assertThat(operator.close(operator.alert("low"))).isEqualTo(closed);
      timeline.stop();
      timeline.start(LOW, team.routes()).ratings(5, 1).later(Duration.ofMinutes(1));

      assertThat(closed.getAlert().getState()).isEqualTo(AlertState.RESOLVED);
      assertThat(closed.getAlert().getBecause()).isEqualTo("Closed by Anna: works at the counter");
      assertThat(closed.getHistoryList().stream().map(AlertEvent::getKind))
          .containsExactly(AlertEventKind.EVENT_FIRED, AlertEventKind.EVENT_CLOSED);
      assertThat(closed.getHistory(1).getAuthor()).isEqualTo("Anna");
      assertThat(timeline.transitions()).containsExactly("FIRED", "CLOSED");
      timeline.ratings(200, 5).later(Duration.ofMinutes(31)).ratings(40, 1);
      assertThat(timeline.transitions()).containsExactly("FIRED", "CLOSED", "FIRED");
      team.hears(3);
      assertThat(team.heard())
          .containsExactly("alert.firing low", "alert.resolved low", "alert.firing low");
      assertThat(team.bodies().get(1))
          .contains(
              "Closed by Anna",
              "\"ending\":{\"how\":\"closed\",\"by\":\"Anna\",\"why\":\"works at the counter\"}",
              "\"condition\":{");
    }
  }

  @Test
  void pendingAlertIsClosedWithoutTellingAnybody() throws Exception {
    String rules = LOW.replace("by:", "for: 5m, by:");
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(rules, team.routes()).ratings(40, 1);
      Operator operator = new Operator(timeline);

      operator.close(operator.alert("low"));
      timeline.later(Duration.ofMinutes(10));

      assertThat(timeline.transitions()).containsExactly("PENDING", "CLOSED");
      assertThat(team.heard()).isEmpty();
    }
  }

  @Test
  void closedDropFiresAgainOnNewEvidenceOnly() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(DROP, team.routes()).ratings(200, 1).later(Duration.ofHours(1));
      assertThat(timeline.transitions()).containsExactly("FIRED");
      team.hears(1);
      assertThat(team.bodies().getFirst())
          .containsPattern("The mean score at .*, against the target of 4: it fell")
          .containsPattern("\"measure\": ?\"mean\".*\"target\": ?4");
      Operator operator = new Operator(timeline);

      operator.close(operator.alert("drop"));
      timeline.stop();
      timeline.start(DROP, team.routes()).later(Duration.ofHours(3));
      assertThat(timeline.transitions()).containsExactly("FIRED", "CLOSED");
      timeline.ratings(200, 1).later(Duration.ofHours(2));

      assertThat(timeline.transitions()).containsExactly("FIRED", "CLOSED", "FIRED");
    }
  }

  @Test
  void whoeverEndsAnAlertFirstEndsItOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, team.routes());
      Operator operator = new Operator(timeline);

      for (int race = 0; race < RACES; race++) {
        timeline.ratings(40, 1);
        String alert = operator.alert("low");
        Future<GetAlertResponse> closing = threads.submit(() -> operator.close(alert));
        timeline.ratings(400, 5);
        assertThat(closing.get().getAlert().getState()).isEqualTo(AlertState.RESOLVED);
        timeline.later(Duration.ofMinutes(31));
      }

      List<String> transitions = timeline.transitions();
      assertThat(transitions).hasSize(2 * RACES);
      assertThat(Collections.frequency(transitions, "FIRED")).isEqualTo(RACES);
      for (int i = 0; i < transitions.size(); i += 2) {
        assertThat(transitions.get(i)).isEqualTo("FIRED");
        assertThat(transitions.get(i + 1)).isIn("RESOLVED", "CLOSED");
      }
      team.hears(2 * RACES);
      assertThat(team.heard()).hasSize(2 * RACES);
    }
  }
}
