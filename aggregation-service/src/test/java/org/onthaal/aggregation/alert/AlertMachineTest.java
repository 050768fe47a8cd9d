package org.onthaal.aggregation.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.aggregation.alert.AlertMachine.Seen;
import org.onthaal.aggregation.alert.AlertMachine.Step;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.rule.Hold;
import org.onthaal.testkit.ReferenceData;

class AlertMachineTest {
  private static final Seen BAD = new Seen(true, true);
  private static final Seen BETTER = new Seen(false, true);
  private static final Seen GOOD = new Seen(false, false);
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void tracesOfPrometheusAreFollowedStepByStep() throws IOException {
    Map<String, AlertState> states = new HashMap<>();
    for (String line :
        Files.readAllLines(ReferenceData.path("kat/alert_state.csv")).stream().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      Hold hold = new Hold(seconds(cells[1]), seconds(cells[2]));
      boolean holds = cells[5].equals("1");

      Step step =
          AlertMachine.next(
              states.getOrDefault(cells[0], AlertState.inactive()),
              new Seen(holds, holds),
              hold,
              START.plus(seconds(cells[3])));

      states.put(cells[0], step.state());
      assertThat(shown(step.state())).as(line).isEqualTo(cells[6]);
      assertThat(told(step)).as(line).isEqualTo(cells[7]);
    }
    assertThat(states).hasSize(3);
  }

  @Test
  void alertBetweenTheTwoLimitsNeitherBeginsNorEnds() {
    assertThat(AlertMachine.next(AlertState.inactive(), BETTER, Hold.NONE, START).happened())
        .isEmpty();
    AlertState firing = new AlertState.Firing(START, START);
    assertThat(AlertMachine.next(firing, BETTER, Hold.NONE, START.plusSeconds(9)).state())
        .isEqualTo(firing);
    assertThat(AlertMachine.next(firing, GOOD, Hold.NONE, START.plusSeconds(9)).happened())
        .contains(Kind.RESOLVED);
  }

  @Test
  void relapseDuringRecoveryIsNotToldAgainAndStartsTheClockAnew() {
    Hold hold = new Hold(Duration.ZERO, Duration.ofSeconds(60));
    AlertState state = new AlertState.Firing(START, START);

    state = AlertMachine.next(state, GOOD, hold, START.plusSeconds(10)).state();
    Step relapse = AlertMachine.next(state, BAD, hold, START.plusSeconds(50));
    state = AlertMachine.next(relapse.state(), GOOD, hold, START.plusSeconds(55)).state();
    Step later = AlertMachine.next(state, GOOD, hold, START.plusSeconds(80));

    assertThat(relapse.happened()).contains(Kind.RELAPSED);
    assertThat(later.happened()).isEmpty();
    assertThat(AlertMachine.next(later.state(), GOOD, hold, START.plusSeconds(115)).happened())
        .contains(Kind.RESOLVED);
  }

  @Test
  void raisedForMakesAFiringAlertPendingAndItsEndIsStillTold() {
    Hold longer = new Hold(Duration.ofMinutes(10), Duration.ZERO);
    AlertState firing = new AlertState.Firing(START, START);

    Step demoted = AlertMachine.next(firing, BAD, longer, START.plusSeconds(60));
    Step over = AlertMachine.next(demoted.state(), GOOD, longer, START.plusSeconds(120));

    assertThat(demoted.happened()).contains(Kind.DEMOTED);
    assertThat(demoted.state()).isEqualTo(new AlertState.Pending(START, Optional.of(START)));
    assertThat(over.happened()).contains(Kind.RESOLVED);
  }

  @Test
  void timeThatGoesBackDemotesNothing() {
    Instant since = Instant.parse("2026-11-24T09:00:00Z");
    for (Duration holdFor : List.of(Duration.ZERO, Duration.ofMinutes(5))) {
      Instant fired = since.plus(holdFor);
      AlertState firing = new AlertState.Firing(since, fired);

      Step step =
          AlertMachine.next(
              firing, new Seen(true, true), new Hold(holdFor, Duration.ZERO), fired.minusNanos(1));

      assertThat(step.state()).isEqualTo(firing);
      assertThat(step.happened()).isEmpty();
    }
  }

  @Test
  void pendingAlertThatNeverFiredIsDroppedSilently() {
    Hold hold = new Hold(Duration.ofMinutes(1), Duration.ZERO);
    AlertState pending = AlertMachine.next(AlertState.inactive(), BAD, hold, START).state();

    assertThat(AlertMachine.next(pending, GOOD, hold, START.plusSeconds(30)).happened())
        .contains(Kind.DROPPED);
    assertThat(List.of(Kind.values())).contains(Kind.DROPPED);
  }

  @Test
  void closedAlertBeginsAgainOnlyAfterItsConditionWasOver() {
    AlertState closed = new AlertState.Closed(START);
    Seen between = new Seen(false, true);

    assertThat(AlertMachine.next(closed, BAD, Hold.NONE, START.plusSeconds(1)))
        .isEqualTo(new Step(closed, Optional.empty()));
    assertThat(AlertMachine.next(closed, between, Hold.NONE, START.plusSeconds(2)).state())
        .isEqualTo(closed);
    Step over = AlertMachine.next(closed, GOOD, Hold.NONE, START.plusSeconds(3));
    assertThat(over).isEqualTo(new Step(AlertState.inactive(), Optional.empty()));
    assertThat(AlertMachine.next(over.state(), BAD, Hold.NONE, START.plusSeconds(4)).happened())
        .contains(Kind.FIRED);
  }

  /// Prometheus shows a recovering alert as firing.
  private static String shown(AlertState state) {
    return switch (state.name()) {
      case RECOVERING -> "firing";
      case INACTIVE, PENDING, FIRING, RESOLVED, CLOSED ->
          state.name().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String told(Step step) {
    return step.happened()
        .filter(kind -> kind == Kind.FIRED || kind == Kind.RESOLVED)
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
