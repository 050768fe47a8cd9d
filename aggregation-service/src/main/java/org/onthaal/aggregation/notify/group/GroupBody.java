package org.onthaal.aggregation.notify.group;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import org.onthaal.aggregation.notify.Notification.Kind;

/// One message about several alerts, from the messages that would tell each alone.
///
/// Its `data` counts all of them and holds a list of `alerts`, each as in a message about one; the
/// fields of Alertmanager's webhook version 4 speak of all of them.
final class GroupBody {
  /// Standard Webhooks 1.0.0 asks for small bodies; an alert has about 2 kB. Those that fire come
  /// first, the rest is counted in `truncatedAlerts`.
  static final int ALERTS_MAX = 50;

  private GroupBody() {}

  static String of(Group group, Kind kind, Instant now) {
    List<JsonObject> each =
        group.tellable().stream()
            .sorted((a, b) -> Boolean.compare(b.isFiring(), a.isFiring()))
            .map(member -> JsonParser.parseString(member.body()).getAsJsonObject())
            .toList();
    JsonArray data = new JsonArray();
    JsonArray alerts = new JsonArray();
    for (JsonObject one : each.subList(0, Math.min(ALERTS_MAX, each.size()))) {
      data.add(one.getAsJsonObject("data"));
      alerts.addAll(one.getAsJsonArray("alerts"));
    }
    long firing = group.firing().size();
    JsonObject dataOfAll = new JsonObject();
    dataOfAll.addProperty("firing", firing);
    dataOfAll.addProperty("resolved", each.size() - firing);
    dataOfAll.add("alerts", data);
    JsonObject body = new JsonObject();
    body.addProperty("type", kind.type());
    body.addProperty("timestamp", now.toString());
    body.add("data", dataOfAll);
    body.addProperty("version", "4");
    body.addProperty("groupKey", group.address().groupKey());
    body.addProperty("truncatedAlerts", each.size() - alerts.size());
    body.addProperty("status", kind == Kind.FIRING ? "firing" : "resolved");
    body.addProperty("receiver", group.address().receiver());
    body.add("groupLabels", JsonParser.parseString(group.labels()));
    body.add("commonLabels", common(alerts, "labels"));
    body.add("commonAnnotations", common(alerts, "annotations"));
    body.add("externalURL", each.getFirst().get("externalURL"));
    body.add("alerts", alerts);
    return body.toString();
  }

  private static JsonObject common(JsonArray alerts, String field) {
    JsonObject common = alerts.get(0).getAsJsonObject().getAsJsonObject(field).deepCopy();
    for (JsonElement alert : alerts) {
      JsonObject own = alert.getAsJsonObject().getAsJsonObject(field);
      common.entrySet().removeIf(entry -> !entry.getValue().equals(own.get(entry.getKey())));
    }
    return common;
  }
}
