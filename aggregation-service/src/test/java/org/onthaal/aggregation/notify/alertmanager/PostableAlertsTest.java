package org.onthaal.aggregation.notify.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.notify.ExampleAlerts;

class PostableAlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void alertThatFiresAgainIsNotEndedByTheOneBeforeIt() {
    JsonArray alerts = alerts(ExampleAlerts.firing(), ExampleAlerts.resolved());

    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).getAsJsonObject().get("endsAt").getAsString())
        .isEqualTo("2026-11-24T12:04:00Z");
  }

  @Test
  void endKeepsItsTime() {
    assertThat(
            alerts(ExampleAlerts.resolved()).get(0).getAsJsonObject().get("endsAt").getAsString())
        .isEqualTo(ExampleAlerts.RESOLVED_AT.toString());
  }

  @Test
  void whatIsNoAlertIsLeftOut() {
    assertThat(alerts(ExampleAlerts.quarantined())).isEmpty();
  }

  private static JsonArray alerts(String... bodies) {
    return JsonParser.parseString(PostableAlerts.of(List.of(bodies), NOW)).getAsJsonArray();
  }
}
