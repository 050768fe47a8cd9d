package org.onthaal.aggregation.notify.message;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.notify.message.AlertNews.Condition;
import org.onthaal.aggregation.notify.message.AlertNews.Evidence;
import org.onthaal.aggregation.notify.message.AlertNews.Figure;
import org.onthaal.aggregation.notify.message.AlertNews.Life;
import org.onthaal.aggregation.notify.message.AlertNews.Subject;

/// Takes the body of a queued notification apart.
///
/// Bodies wait in the database, so those of an earlier version are read too: what it did not write
/// is absent. Anything else than such a body is a bug and throws.
public final class NewsReader {
  private NewsReader() {}

  public static News read(String body) {
    JsonObject message = JsonParser.parseString(body).getAsJsonObject();
    String type = message.get("type").getAsString();
    Instant at = Instant.parse(message.get("timestamp").getAsString());
    JsonObject data = message.getAsJsonObject("data");
    return switch (type) {
      case "alert.firing", "alert.resolved" ->
          alerts(text(message, "groupKey").orElse(""), at, data);
      case "alert.acknowledged" ->
          new News.OfAcknowledgement(
              data.get("alert").getAsString(), data.get("owner").getAsString(), at);
      case "notification.dead", "receiver.disabled" ->
          new News.OfReceiver(
              data.get("receiver").getAsString(),
              type.equals("receiver.disabled"),
              at,
              data.get("because").getAsString());
      case "log.quarantined" ->
          new News.OfLog(
              data.get("position").getAsString(),
              data.get("entries").getAsInt(),
              at,
              data.get("because").getAsString());
      case "canary.missed" ->
          new News.OfCanary(
              Instant.parse(data.get("due").getAsString()), at, data.get("because").getAsString());
      case "receiver.test" ->
          new News.OfTest(data.get("receiver").getAsString(), data.get("by").getAsString(), at);
      default ->
          throw new IllegalArgumentException("type: " + type + " (expected: one of docs/rules.md)");
    };
  }

  /// One alert, or the list of a group.
  private static News.OfAlerts alerts(String groupKey, Instant at, JsonObject data) {
    if (!data.has("alerts")) {
      return new News.OfAlerts(groupKey, at, List.of(alert(data)));
    }
    List<AlertNews> alerts = new ArrayList<>();
    for (JsonElement one : data.getAsJsonArray("alerts")) {
      alerts.add(alert(one.getAsJsonObject()));
    }
    return data.has("firing") && data.has("resolved")
        ? new News.OfAlerts(
            groupKey,
            at,
            new News.OfAlerts.Count(
                data.get("firing").getAsLong(), data.get("resolved").getAsLong()),
            alerts)
        : new News.OfAlerts(groupKey, at, alerts);
  }

  private static AlertNews alert(JsonObject data) {
    return new AlertNews(
        data.get("alert").getAsString(),
        data.get("state").getAsString().equals("firing"),
        new Subject(
            data.get("rule").getAsString(),
            data.get("kind").getAsString(),
            data.get("severity").getAsString(),
            texts(data.getAsJsonObject("stream"))),
        new Life(
            text(data, "firedAt").map(Instant::parse),
            text(data, "resolvedAt").map(Instant::parse),
            value(data, "ending").map(JsonElement::getAsJsonObject).map(NewsReader::ending)),
        evidence(data.getAsJsonObject("evidence")),
        condition(data.has("condition") ? data.getAsJsonObject("condition") : new JsonObject()),
        data.has("links") ? texts(data.getAsJsonObject("links")) : Map.of());
  }

  private static Ending ending(JsonObject fields) {
    String name = fields.get("how").getAsString().replace('-', '_').toUpperCase(Locale.ROOT);
    return Ending.Name.valueOf(name)
        .ending(text(fields, "by").orElse(""), text(fields, "why").orElse(""));
  }

  private static Evidence evidence(JsonObject fields) {
    OffsetDateTime since = OffsetDateTime.parse(fields.get("windowStart").getAsString());
    long n = fields.get("n").getAsLong();
    Optional<Figure> previous =
        number(fields, "previousValue")
            .map(value ->
                new Figure(
                    value,
                    number(fields, "previousN").orElse(0.0).longValue(),
                    Optional.empty(),
                    Optional.empty()));
    return new Evidence(
        since.toInstant(),
        text(fields, "windowEnd").map(end -> OffsetDateTime.parse(end).toInstant()),
        text(fields, "zone").map(ZoneId::of).orElse(since.getOffset()),
        n,
        number(fields, "value")
            .map(value -> new Figure(value, n, number(fields, "low"), number(fields, "high"))),
        previous,
        text(fields, "lastRatedAt").map(Instant::parse),
        number(fields, "evidenceDays"),
        number(fields, "expectedRatings"),
        value(fields, "kiosk").map(JsonElement::getAsJsonObject).map(NewsReader::kiosk));
  }

  private static KioskSeen kiosk(JsonObject fields) {
    String trouble = fields.get("trouble").getAsString().replace('-', '_').toUpperCase(Locale.ROOT);
    return new KioskSeen(
        fields.get("name").getAsString(),
        KioskSeen.Trouble.valueOf(trouble),
        text(fields, "heardAt").map(Instant::parse),
        fields.get("waiting").getAsLong(),
        fields.get("others").getAsLong());
  }

  private static Condition condition(JsonObject fields) {
    return new Condition(
        text(fields, "measure"),
        number(fields, "below"),
        number(fields, "above"),
        number(fields, "resolveAt"),
        number(fields, "points"),
        number(fields, "target"),
        number(fields, "afterSeconds").map(Double::longValue));
  }

  private static Map<String, String> texts(JsonObject fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.asMap().forEach((key, value) -> texts.put(key, value.getAsString()));
    return texts;
  }

  private static Optional<String> text(JsonObject fields, String key) {
    return value(fields, key).map(JsonElement::getAsString);
  }

  private static Optional<Double> number(JsonObject fields, String key) {
    return value(fields, key).map(JsonElement::getAsDouble);
  }

  private static Optional<JsonElement> value(JsonObject fields, String key) {
    return Optional.ofNullable(fields.get(key)).filter(found -> !found.isJsonNull());
  }
}
