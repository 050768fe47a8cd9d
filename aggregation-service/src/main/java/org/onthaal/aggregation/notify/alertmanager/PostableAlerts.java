package org.onthaal.aggregation.notify.alertmanager;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onthaal.aggregation.notify.Json;

/// The alerts of queued messages as `POST /api/v2/alerts` takes them.
///
/// Source: prometheus/alertmanager `api/v2/openapi.yaml`, definition `postableAlerts`.
final class PostableAlerts {
  /// Four times the pace of repetition, as Prometheus does: three may be lost before an alert ends
  /// by itself.
  static final Duration ENDS_AFTER = Duration.ofMinutes(4);

  private PostableAlerts() {}

  /// A JSON array.
  ///
  /// @param bodies newest first; of alerts with equal labels only the first counts, because the end
  ///   of the one before must not end the one that fires now
  static String of(List<String> bodies, Instant now) {
    Map<JsonElement, Map<String, Object>> byLabels = new LinkedHashMap<>();
    for (String body : bodies) {
      JsonObject message = JsonParser.parseString(body).getAsJsonObject();
      if (message.has("alerts")) {
        for (JsonElement one : message.getAsJsonArray("alerts")) {
          JsonObject alert = one.getAsJsonObject();
          byLabels.putIfAbsent(alert.get("labels"), postable(alert, now));
        }
      }
    }
    return Json.array(List.copyOf(byLabels.values()));
  }

  private static Map<String, Object> postable(JsonObject alert, Instant now) {
    boolean isFiring = alert.get("status").getAsString().equals("firing");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("labels", texts(alert.getAsJsonObject("labels")));
    fields.put("annotations", texts(alert.getAsJsonObject("annotations")));
    fields.put("startsAt", alert.get("startsAt").getAsString());
    fields.put("endsAt", isFiring ? now.plus(ENDS_AFTER) : alert.get("endsAt").getAsString());
    fields.put("generatorURL", alert.get("generatorURL").getAsString());
    return fields;
  }

  private static Map<String, String> texts(JsonObject fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.asMap().forEach((key, value) -> texts.put(key, value.getAsString()));
    return texts;
  }
}
