package org.onthaal.bench.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmitCostTest {
  private static final int SLOW_MILLIS = 20;

  @Test
  void aLineBringsTheCostFromOneProcessToAnother() {
    SubmitCost cost = new SubmitCost(1.5, 200.5, 3000, 4, 5);

    assertThat(SubmitCost.parse(cost.line())).isEqualTo(cost);
  }

  @Test
  void aSlowSubmissionShowsAndARefusedOneIsCounted() {
    SubmitCost cost = SubmitCost.measure(new SlowSender(), 10, 1);

    assertThat(cost.p50()).isGreaterThanOrEqualTo(SLOW_MILLIS * 1e3);
    assertThat(cost.count()).isPositive();
    assertThat(cost.refused()).isEqualTo(cost.count());
  }

  /// Takes its time, and then nothing.
  private static final class SlowSender implements Sender {
    @Override
    public Optional<String> submit() {
      try {
        Thread.sleep(SLOW_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
