package org.onthaal.bench.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScriptTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void everyFaultIsPlayedOnceWithAKillAndOnceWithout() {
    List<Step> steps = FaultScript.standard(SECOND).steps();

    for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.BLACK_HOLE, Fault.CUT)) {
      assertThat(steps)
          .contains(new Step(fault, SECOND, Step.End.GOES_ON))
          .contains(new Step(fault, SECOND, Step.End.KILLED));
    }
    assertThat(FaultScript.standard(SECOND).kills()).isEqualTo(4);
  }

  @Test
  void itEndsCalmAndClosed() {
    assertThat(FaultScript.standard(SECOND).steps().getLast())
        .isEqualTo(new Step(Fault.CALM, SECOND, Step.End.CLOSED));
  }

  @Test
  void lengthIsThatOfAllSteps() {
    FaultScript script =
        new FaultScript(
            List.of(
                new Step(Fault.CUT, SECOND, Step.End.GOES_ON),
                new Step(Fault.CALM, SECOND.multipliedBy(2), Step.End.KILLED)));

    assertThat(script.length()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aScriptThatDoesNotEndTheSenderIsRefused() {
    List<Step> steps = List.of(new Step(Fault.CALM, SECOND, Step.End.GOES_ON));

    assertThatThrownBy(() -> new FaultScript(steps)).hasMessageContaining("the last ends");
  }
}
