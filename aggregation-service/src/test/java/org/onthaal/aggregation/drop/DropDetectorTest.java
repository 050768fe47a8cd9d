package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

class DropDetectorTest {
  private static final Reference REFERENCE = new Reference(Points.SATISFIED, 0.8, 0.01, 0.16, 1.2);
  private static final DropDetector DETECTOR = new DropDetector(DropDetector.THRESHOLD_DAYS, true);

  @Test
  void dropIsUnusualThenFiresThenRecoversThenIsResolved() {
    List<String> seen = new ArrayList<>();
    DropState state = DropState.start();
    for (int hour = 0; hour < 300; hour++) {
      // Everybody is satisfied, then half, then everybody again.
      long satisfied = hour >= 20 && hour < 100 ? 1 : 2;
      DropDetector.Step step =
          DETECTOR.next(
              state,
              DropEvidenceTest.slot(hour, Tally.of(Metric.CSAT, 2 - satisfied, 0, 0, 0, satisfied)),
              REFERENCE);
      state = step.state();
      String name = step.seen().getClass().getSimpleName();
      if (seen.isEmpty() || !seen.getLast().equals(name)) {
        seen.add(name);
      }
    }

    assertThat(seen)
        .containsExactly(
            "Inactive", "Unusual", "Fired", "Firing", "Recovering", "Resolved", "Inactive");
  }

  @Test
  void withoutRecoveryEachAlarmIsOverAtOnce() {
    DropDetector detector = new DropDetector(DropDetector.THRESHOLD_DAYS, false);
    DropState state = DropState.start();
    int alarms = 0;
    for (int hour = 0; hour < 40; hour++) {
      DropDetector.Step step =
          detector.next(
              state, DropEvidenceTest.slot(hour, Tally.of(Metric.CSAT, 5, 0, 0, 0, 5)), REFERENCE);
      state = step.state();
      if (step.seen() instanceof Seen.Fired) {
        alarms++;
        assertThat(state).isEqualTo(DropState.start());
      }
    }

    assertThat(alarms).isGreaterThan(1);
  }

  @Test
  void killedAfterAnySlotItGoesOnBitForBit() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      DropState whole = DropState.start();
      DropState killed = DropState.start();
      boolean fell = false;
      for (int hour = 0; hour < 400; hour++) {
        int unhappy = hour % 200 < 100 ? 2 : 5;
        Tally tally =
            Tally.of(Metric.CSAT, random.nextInt(1 + unhappy), 0, 0, 0, random.nextInt(11));
        Slot slot = DropEvidenceTest.slot(hour, tally);
        DropDetector.Step step = DETECTOR.next(whole, slot, REFERENCE);
        assertThat(DETECTOR.next(killed, slot, REFERENCE)).as("seed " + seed).isEqualTo(step);
        whole = step.state();
        killed = restored(step.state());
        fell |= whole instanceof DropState.Fallen;
      }
      assertThat(fell).as("seed " + seed).isTrue();
    }
  }

  /// Through the texts and numbers that a database would hold.
  private static DropState restored(DropState state) {
    return switch (state) {
      case DropState.Watching(DropEvidence evidence) ->
          new DropState.Watching(
              new DropEvidence(
                  evidence.bets().stream()
                      .map(bet ->
                          new DropEvidence.Bet(
                              restored(bet.days()),
                              restored(bet.run()),
                              Instant.parse(bet.runSince().toString())))
                      .toList()));
      case DropState.Fallen(Drop drop, Recovery recovery) ->
          new DropState.Fallen(
              new Drop(
                  restored(drop.size()),
                  Instant.parse(drop.onset().toString()),
                  restored(drop.evidenceDays())),
              new Recovery(recovery.bets().stream().map(DropDetectorTest::restored).toList()));
    };
  }

  private static double restored(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value));
  }

  @Test
  void thresholdMustBeAbove0() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DropDetector(0, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new DropDetector(Double.NaN, true));
  }
}
