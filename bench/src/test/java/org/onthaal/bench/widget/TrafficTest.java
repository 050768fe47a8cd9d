package org.onthaal.bench.widget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void bytesOfScriptsAreToldApartAndWhatWasSentIsKnown() {
    Traffic traffic = new Traffic();
    traffic.add("", 400, false);
    traffic.add("", 6_000, true);
    traffic.add("{\"comment\":\"Quick.\"}", 40, false);
    traffic.addUnknown("GET /nowhere");

    assertThat(traffic.requests()).isEqualTo(3);
    assertThat(traffic.bytes()).isEqualTo(6_440);
    assertThat(traffic.scriptBytes()).isEqualTo(6_000);
    assertThat(traffic.hasSent("Quick.")).isTrue();
    assertThat(traffic.hasSent("Slow.")).isFalse();
    assertThat(traffic.unknown()).containsExactly("GET /nowhere");
  }
}
