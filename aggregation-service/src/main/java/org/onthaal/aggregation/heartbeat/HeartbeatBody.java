package org.onthaal.aggregation.heartbeat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onthaal.aggregation.notify.Json;

/// What a watcher reads.
public final class HeartbeatBody {
  /// The name that Prometheus' own always-firing alert has, with ours before it.
  public static final String ALERT_NAME = "OnthaalWatchdog";

  private HeartbeatBody() {}

  /// For an address of a watcher.
  public static String of(String receiver, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "heartbeat");
    body.put("timestamp", now);
    body.put("data", Map.of("receiver", receiver));
    return Json.object(body);
  }

  /// For an Alertmanager: an alert that fires for as long as it is repeated.
  public static String alwaysFiring(String receiver, Instant now) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("status", "firing");
    alert.put(
        "labels",
        new TreeMap<>(Map.of("alertname", ALERT_NAME, "receiver", receiver, "severity", "none")));
    alert.put(
        "annotations",
        Map.of(
            "summary",
            "An alert of Onthaal would arrive now. Raise the alarm when this alert is gone."));
    alert.put("startsAt", now);
    alert.put("generatorURL", "");
    return Json.object(Map.of("alerts", List.of(alert)));
  }
}
