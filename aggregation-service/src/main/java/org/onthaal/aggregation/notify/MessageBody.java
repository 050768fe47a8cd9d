package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.Transition;

/// What a receiver reads: `{"type", "timestamp", "data"}` as Standard Webhooks 1.0.0 suggests.
///
/// Counts and figures only, never a comment. Documented in docs/rules.md.
final class MessageBody {
  /// Standard Webhooks 1.0.0 asks for small bodies, under 20 kB; codes are short, so only the
  /// sentence is cut.
  private static final int SENTENCE_CHARACTERS_MAX = 2_000;

  private MessageBody() {}

  static String of(Notification.Kind kind, Alert alert, Transition transition) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alert", alert.id());
    data.put("rule", alert.subject().rule());
    data.put("kind", lower(alert.subject().kind()));
    data.put("severity", lower(alert.subject().severity()));
    data.put("state", kind == Notification.Kind.FIRING ? "firing" : "resolved");
    data.put("stream", stream(alert.subject()));
    data.put("pendingAt", alert.life().pendingAt());
    data.put("firedAt", alert.life().firedAt());
    data.put("resolvedAt", alert.life().resolvedAt());
    data.put("evidence", evidence(alert.finding().evidence()));
    data.put("because", shortened(alert.finding().because()));
    data.put("transition", transition.id());
    return envelope(kind, transition.at(), data);
  }

  static String ofTrouble(
      Notification.Kind kind, String receiver, UUID notification, String reason, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("receiver", receiver);
    data.put("notification", notification);
    data.put("because", shortened(reason));
    return envelope(kind, at, data);
  }

  static String ofQuarantine(int partition, long offset, int entries, String reason, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("position", partition + ":" + offset);
    data.put("entries", entries);
    data.put("because", shortened(reason));
    return envelope(Notification.Kind.QUARANTINED, at, data);
  }

  private static String envelope(Notification.Kind kind, Instant at, Map<String, Object> data) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("type", kind.type());
    envelope.put("timestamp", at);
    envelope.put("data", data);
    return Json.object(envelope);
  }

  private static Map<String, String> stream(Alert.Subject subject) {
    Map<String, String> stream = new LinkedHashMap<>();
    subject.stream().values().forEach((dimension, value) -> stream.put(lower(dimension), value));
    return stream;
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ZoneId zone = evidence.window().zone();
    fields.put("windowStart", rfc3339(evidence.window().start(), zone));
    fields.put("windowEnd", evidence.window().end().map(end -> rfc3339(end, zone)));
    fields.put("n", evidence.n());
    fields.put("value", evidence.figure().map(Evidence.Figures::value));
    fields.put("low", evidence.figure().flatMap(Evidence.Figures::low));
    fields.put("high", evidence.figure().flatMap(Evidence.Figures::high));
    fields.put("previousN", evidence.previous().map(Evidence.Previous::n));
    fields.put("previousValue", evidence.previous().flatMap(Evidence.Previous::value));
    fields.put("points", evidence.previous().flatMap(Evidence.Previous::points));
    fields.put("z", evidence.previous().flatMap(Evidence.Previous::z));
    fields.put("lastRatedAt", evidence.lastRatedAt());
    return fields;
  }

  private static String rfc3339(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String shortened(String sentence) {
    return Optional.of(sentence)
        .filter(text -> text.length() > SENTENCE_CHARACTERS_MAX)
        .map(text -> text.substring(0, SENTENCE_CHARACTERS_MAX) + "…")
        .orElse(sentence);
  }
}
