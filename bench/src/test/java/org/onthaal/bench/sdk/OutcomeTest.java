package org.onthaal.bench.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void whatWasSubmittedAndNeverCameIsLost() {
    Arrivals arrivals = new Arrivals();
    arrivals.add(List.of("a", "b"));
    arrivals.add(List.of("b"));

    Outcome outcome = Outcome.of(List.of("a", "b", "c", "d"), 7, arrivals.times());

    assertThat(outcome).isEqualTo(new Outcome(4, 7, 2, 2, 1));
  }

  @Test
  void whatCameThoughNobodyCouldSayThatItWasSubmittedIsNotMissed() {
    assertThat(Outcome.of(List.of("a"), 0, Map.of("a", 1, "killed", 3)))
        .isEqualTo(new Outcome(1, 0, 2, 0, 1));
  }
}
