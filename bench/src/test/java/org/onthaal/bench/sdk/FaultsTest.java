package org.onthaal.bench.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void onlyWhatIsTakenCounts() throws IOException {
    try (Faults faults = new Faults()) {
      assertThat(faults.take(List.of("calm"))).isEqualTo(Faults.Answer.TAKEN);
      faults.become(Fault.UNAVAILABLE);
      assertThat(faults.take(List.of("refused"))).isEqualTo(Faults.Answer.UNAVAILABLE);
      faults.become(Fault.CUT);
      assertThat(faults.take(List.of("cut", "calm"))).isEqualTo(Faults.Answer.NONE);

      assertThat(faults.arrivals().times()).isEqualTo(Map.of("calm", 2, "cut", 1));
    }
  }
}
