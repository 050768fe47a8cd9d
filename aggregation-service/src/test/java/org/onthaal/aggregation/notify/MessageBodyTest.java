package org.onthaal.aggregation.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class MessageBodyTest {
  @Test
  void firingHasEveryFieldOfAlertmanagersWebhookBesideItsOwn() {
    JsonObject body = JsonParser.parseString(ExampleAlerts.firing()).getAsJsonObject();

    assertThat(body.get("type").getAsString()).isEqualTo("alert.firing");
    assertThat(body.getAsJsonObject("data").getAsJsonObject("condition"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"metric": "csat", "measure": "csat", "below": 70, "resolveAt": 75}
                """));
    for (String own : new String[] {"type", "timestamp", "data"}) {
      body.remove(own);
    }
    assertThat(body)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"version": "4", "groupKey": "administration=stib;service=parking permit;", "truncatedAlerts": 0,
                 "status": "firing", "receiver": "parking-team",
                 "groupLabels": {"administration": "stib", "service": "parking permit"},
                 "commonLabels": {"administration": "stib", "alertname": "csat-floor", "channel": "KIOSK",
                   "kind": "threshold", "service": "parking permit", "severity": "critical"},
                 "commonAnnotations": {"summary": "Satisfaction <is> low."},
                 "externalURL": "https://onthaal.example.org/",
                 "alerts": [
                   {"status": "firing",
                    "labels": {"administration": "stib", "alertname": "csat-floor", "channel": "KIOSK",
                      "kind": "threshold", "service": "parking permit", "severity": "critical"},
                    "annotations": {"summary": "Satisfaction <is> low."},
                    "startsAt": "2026-11-24T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
                    "generatorURL": "https://onthaal.example.org/alerts/00000000-0000-00a1-8000-000000000001",
                    "fingerprint": "%s"}]}
                """
                    .formatted(fingerprint(body))));
  }

  /// Compared with Alertmanager's own in its integration test.
  private static String fingerprint(JsonObject body) {
    String found =
        body.getAsJsonArray("alerts").get(0).getAsJsonObject().get("fingerprint").getAsString();
    assertThat(found).matches("[0-9a-f]{16}");
    return found;
  }

  @Test
  void resolvedSaysWhenItEnded() {
    JsonObject body = JsonParser.parseString(ExampleAlerts.resolved()).getAsJsonObject();

    JsonObject alert = body.getAsJsonArray("alerts").get(0).getAsJsonObject();
    assertThat(body.get("status").getAsString()).isEqualTo("resolved");
    assertThat(alert.get("status").getAsString()).isEqualTo("resolved");
    assertThat(alert.get("endsAt").getAsString()).isEqualTo("2026-11-24T12:30:00Z");
  }

  @Test
  void endSaysHowItEndedAndLinksToNothingToDo() {
    JsonObject data =
        JsonParser.parseString(ExampleAlerts.closed("Anna", "seen"))
            .getAsJsonObject()
            .getAsJsonObject("data");

    assertThat(data.getAsJsonObject("ending"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"how": "closed", "by": "Anna", "why": "seen"}
                """));
    assertThat(data.getAsJsonObject("links").keySet()).containsExactly("alert", "stream");
  }

  @Test
  void linksCarryTheStreamSafely() {
    JsonObject body = JsonParser.parseString(ExampleAlerts.firing()).getAsJsonObject();

    assertThat(body.getAsJsonObject("data").getAsJsonObject("links"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"alert": "https://onthaal.example.org/alerts/00000000-0000-00a1-8000-000000000001",
                 "stream": "https://onthaal.example.org/scores?service=parking%20permit&channel=KIOSK"}
                """));
  }
}
