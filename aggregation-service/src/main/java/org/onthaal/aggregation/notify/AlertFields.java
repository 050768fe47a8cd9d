package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.rule.Limit;
import org.onthaal.aggregation.rule.Rule;

/// One alert as a message tells it: counts and figures only, never a comment. Documented in
/// docs/rules.md.
final class AlertFields {
  /// Standard Webhooks 1.0.0 asks for small bodies, under 20 kB; codes are short, so only the
  /// sentence is cut.
  private static final int SENTENCE_CHARACTERS_MAX = 2_000;

  private AlertFields() {}

  /// All that is known.
  ///
  /// @param rule as its file says it; absent when the rule is there no more
  static Map<String, Object> of(Alert alert, boolean isFiring, Optional<Rule> rule, Links links) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alert", alert.id());
    data.put("rule", alert.subject().rule());
    data.put("kind", lower(alert.subject().kind()));
    data.put("severity", lower(alert.subject().severity()));
    data.put("state", isFiring ? "firing" : "resolved");
    data.put("stream", stream(alert.subject()));
    data.put("pendingAt", alert.life().pendingAt());
    data.put("firedAt", alert.life().firedAt());
    data.put("resolvedAt", alert.life().resolvedAt());
    data.put("evidence", evidence(alert.finding().evidence()));
    data.put("ending", alert.life().ending().map(AlertFields::ending));
    data.put("condition", rule.map(AlertFields::condition));
    data.put("because", shortened(alert.finding().because()));
    data.put("links", Optional.of(links.of(alert, isFiring)).filter(pages -> !pages.isEmpty()));
    return data;
  }

  /// What the figures were compared with.
  private static Map<String, Object> condition(Rule rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (rule) {
      case Rule.Threshold threshold -> {
        fields.put("metric", lower(threshold.metric()));
        fields.put("measure", lower(threshold.figure()));
        Limit limit = threshold.limit();
        fields.put(limit.side() == Limit.Side.BELOW ? "below" : "above", limit.value());
        fields.put("resolveAt", limit.resolveAt());
      }
      case Rule.Decline decline -> {
        fields.put("metric", lower(decline.metric()));
        fields.put("measure", lower(decline.figure()));
        fields.put("points", decline.fall().points());
        fields.put("z", decline.fall().z());
      }
      case Rule.Drop drop -> {
        fields.put("metric", lower(drop.metric()));
        fields.put("measure", lower(drop.headline()));
        fields.put("evidenceDays", drop.evidence().toDays());
        if (drop.against() instanceof Rule.Against.Target(var value)
            && drop.figure() == drop.headline()) {
          fields.put("target", value);
        }
      }
      case Rule.UnusualAbsence absence -> fields.put("evidenceDays", absence.evidence().toDays());
      case Rule.Absence absence -> fields.put("afterSeconds", absence.after().toSeconds());
      case Rule.Kiosk kiosk -> {
        fields.put("afterSeconds", kiosk.after().toSeconds());
        fields.put("waitingSeconds", kiosk.waiting().toSeconds());
      }
    }
    return fields;
  }

  /// How it ended: one word, and of one that a person ended who did and why.
  private static Map<String, Object> ending(Ending ending) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("how", word(ending.name()));
    if (ending instanceof Ending.Closed(String by, String why)) {
      fields.put("by", shortened(by));
      fields.put("why", shortened(why));
    }
    return fields;
  }

  static Map<String, String> stream(Alert.Subject subject) {
    Map<String, String> stream = new LinkedHashMap<>();
    subject.stream().values().forEach((dimension, value) -> stream.put(lower(dimension), value));
    return stream;
  }

  static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ZoneId zone = evidence.window().zone();
    fields.put("windowStart", rfc3339(evidence.window().start(), zone));
    fields.put("windowEnd", evidence.window().end().map(end -> rfc3339(end, zone)));
    fields.put("zone", zone.getId());
    fields.put("n", evidence.n());
    fields.put("value", evidence.figure().map(Evidence.Figures::value));
    fields.put("low", evidence.figure().flatMap(Evidence.Figures::low));
    fields.put("high", evidence.figure().flatMap(Evidence.Figures::high));
    fields.put("previousN", evidence.previous().map(Evidence.Previous::n));
    fields.put("previousValue", evidence.previous().flatMap(Evidence.Previous::value));
    fields.put("points", evidence.previous().flatMap(Evidence.Previous::points));
    fields.put("z", evidence.previous().flatMap(Evidence.Previous::z));
    fields.put("lastRatedAt", evidence.lastRatedAt());
    fields.put("evidenceDays", evidence.evidenceDays());
    fields.put("expectedRatings", evidence.expected());
    fields.put("kiosk", evidence.kiosk().map(AlertFields::kiosk));
    return fields;
  }

  private static Map<String, Object> kiosk(KioskSeen kiosk) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", kiosk.name());
    fields.put("trouble", word(kiosk.trouble()));
    fields.put("heardAt", kiosk.heardAt());
    fields.put("waiting", kiosk.waiting());
    fields.put("others", kiosk.others());
    return fields;
  }

  private static String rfc3339(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
  }

  /// As words are written in messages: `too-few-ratings`.
  private static String word(Enum<?> name) {
    return lower(name).replace('_', '-');
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static String shortened(String sentence) {
    return Optional.of(sentence)
        .filter(text -> text.length() > SENTENCE_CHARACTERS_MAX)
        .map(text -> text.substring(0, SENTENCE_CHARACTERS_MAX) + "…")
        .orElse(sentence);
  }
}
