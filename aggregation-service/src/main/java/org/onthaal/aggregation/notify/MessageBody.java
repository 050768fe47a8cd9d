package org.onthaal.aggregation.notify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.rule.Rule;

/// What a receiver reads: `{"type", "timestamp", "data"}` as Standard Webhooks 1.0.0 suggests and,
/// for alerts, beside it all that Alertmanager's webhook version 4 has, so that what reads one
/// reads the other.
///
/// Source: prometheus/alertmanager `notify/webhook/webhook.go` and `template/template.go`.
public final class MessageBody {
  private static final String VERSION = "4";

  /// How Alertmanager says that an alert has no end yet: the zero time of Go.
  private static final String NO_END = "0001-01-01T00:00:00Z";

  private MessageBody() {}

  /// To whom an alert is told.
  ///
  /// @param rule as its file says it; absent when the rule is there no more
  record Telling(String receiver, String groupKey, Optional<Rule> rule, Links links) {}

  static String of(Notification.Kind kind, Alert alert, Instant at, UUID transition, Telling to) {
    boolean isFiring = kind == Notification.Kind.FIRING;
    Map<String, Object> data = AlertFields.of(alert, isFiring, to.rule(), to.links());
    data.put("transition", transition);
    Map<String, Object> body = envelope(kind, at, data);
    body.putAll(alertmanagerFields(alert, isFiring, to));
    return Json.object(body);
  }

  /// A message about one alert that fires, with the figures that the alert has now.
  public static String withFigures(String body, Alert alert) {
    JsonObject message = JsonParser.parseString(body).getAsJsonObject();
    JsonObject data = message.getAsJsonObject("data");
    Map<String, Object> evidence = AlertFields.evidence(alert.finding().evidence());
    data.add("evidence", JsonParser.parseString(Json.object(evidence)));
    String because = AlertFields.shortened(alert.finding().because());
    data.addProperty("because", because);
    message.getAsJsonObject("commonAnnotations").addProperty("summary", because);
    for (JsonElement one : message.getAsJsonArray("alerts")) {
      one.getAsJsonObject().getAsJsonObject("annotations").addProperty("summary", because);
    }
    return message.toString();
  }

  /// A group of one.
  private static Map<String, Object> alertmanagerFields(Alert alert, boolean isFiring, Telling to) {
    Labels labels = Labels.of(alert.subject());
    Map<String, String> annotations =
        Map.of("summary", AlertFields.shortened(alert.finding().because()));
    Map<String, Object> one = new LinkedHashMap<>();
    String status = isFiring ? "firing" : "resolved";
    one.put("status", status);
    one.put("labels", labels.values());
    one.put("annotations", annotations);
    one.put("startsAt", alert.life().firedAt().orElse(alert.life().pendingAt()));
    Optional<Instant> end = alert.life().resolvedAt().filter(_ -> !isFiring);
    one.put("endsAt", end.map(Instant::toString).orElse(NO_END));
    one.put(
        "generatorURL", to.links().of(alert, isFiring).getOrDefault("alert", to.links().home()));
    one.put("fingerprint", labels.fingerprint());

    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("groupKey", to.groupKey());
    fields.put("truncatedAlerts", 0);
    fields.put("status", status);
    fields.put("receiver", to.receiver());
    fields.put("groupLabels", groupLabels(alert));
    fields.put("commonLabels", labels.values());
    fields.put("commonAnnotations", annotations);
    fields.put("externalURL", to.links().home());
    fields.put("alerts", List.of(one));
    return fields;
  }

  private static Map<String, String> groupLabels(Alert alert) {
    Map<String, String> labels = AlertFields.stream(alert.subject());
    labels.keySet().retainAll(List.of("administration", "service"));
    return labels;
  }

  static String ofAcknowledgement(UUID alert, String owner, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alert", alert);
    data.put("owner", owner);
    return Json.object(envelope(Notification.Kind.ACKNOWLEDGED, at, data));
  }

  static String ofTrouble(
      Notification.Kind kind, String receiver, UUID notification, String reason, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("receiver", receiver);
    data.put("notification", notification);
    data.put("because", AlertFields.shortened(reason));
    return Json.object(envelope(kind, at, data));
  }

  static String ofQuarantine(int partition, long offset, int entries, String reason, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("position", partition + ":" + offset);
    data.put("entries", entries);
    data.put("because", AlertFields.shortened(reason));
    return Json.object(envelope(Notification.Kind.QUARANTINED, at, data));
  }

  private static Map<String, Object> envelope(
      Notification.Kind kind, Instant at, Map<String, Object> data) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("type", kind.type());
    envelope.put("timestamp", at);
    envelope.put("data", data);
    return envelope;
  }
}
