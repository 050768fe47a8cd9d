package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Rule.Against;

/// A rule file of one rule, with everything written out that its file left to a default or to the
/// budget. Read again, it is the same rule. One thread, one use.
public final class RuleText {
  private final StringBuilder text = new StringBuilder("rules:\n");

  private RuleText() {}

  public static String of(Rule rule) {
    RuleText written = new RuleText();
    written.watch(rule);
    switch (rule) {
      case Rule.Threshold threshold -> written.threshold(threshold);
      case Rule.Decline decline -> written.decline(decline);
      case Rule.Drop drop -> written.drop(drop);
      case Rule.Absence absence -> {
        written.put("after", DurationText.written(absence.after()));
        written.hold(absence);
      }
      case Rule.UnusualAbsence absence -> written.slots(absence);
      case Rule.Kiosk kiosk -> {
        written.put("after", DurationText.written(kiosk.after()));
        written.put("waiting", DurationText.written(kiosk.waiting()));
        written.hold(kiosk);
      }
    }
    return written.text.toString();
  }

  private void watch(Rule rule) {
    Watch watch = rule.watch();
    text.append("  - name: ").append(quoted(watch.name())).append('\n');
    put("kind", word(rule.kind()));
    put("severity", word(watch.severity()));
    if (!watch.by().isEmpty()) {
      put(
          "by",
          watch.by().stream().map(RuleText::word).collect(Collectors.joining(", ", "[", "]")));
    }
    Map<Dimension, List<String>> where = watch.where().patterns();
    if (!where.isEmpty()) {
      put(
          "where",
          where.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> word(entry.getKey()) + ": " + list(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}")));
    }
  }

  private void threshold(Rule.Threshold rule) {
    put("metric", word(rule.metric()));
    put("measure", word(rule.figure()));
    put(word(rule.limit().side()), rule.limit().value());
    put("resolve-at", rule.limit().resolveAt());
    put("minimum-n", Integer.toString(rule.minimumN()));
    window(rule.window());
    hold(rule);
  }

  private void decline(Rule.Decline rule) {
    put("metric", word(rule.metric()));
    put("measure", word(rule.figure()));
    rule.fall().points().ifPresent(points -> put("points", points));
    rule.fall().z().ifPresent(z -> put("z", BigDecimal.valueOf(z)));
    put("minimum-n", Integer.toString(rule.minimumN()));
    window(rule.window());
    hold(rule);
  }

  private void drop(Rule.Drop rule) {
    put("metric", word(rule.metric()));
    put("measure", word(rule.figure()));
    switch (rule.against()) {
      case Against.Usual() -> {}
      case Against.UsualOf(var from, var to) ->
          put("baseline", "{from: " + from + ", to: " + to + "}");
      case Against.Target(BigDecimal value) -> put("target", value);
    }
    slots(rule);
    put("recovery", rule.recovers() ? "on" : "off");
  }

  private void slots(Rule.Slotwise rule) {
    put("evidence-days", Long.toString(rule.evidence().toDays()));
    put("slot", DurationText.written(rule.slot()));
  }

  private void window(WindowShape window) {
    put(
        "window",
        switch (window) {
          case WindowShape.Calendar(var unit, var zone) ->
              "{calendar: "
                  + word(unit)
                  + zone.map(name -> ", zone: " + quoted(name.getId())).orElse("")
                  + "}";
          case WindowShape.Sliding(Duration length) ->
              "{sliding: " + DurationText.written(length) + "}";
        });
  }

  private void hold(Rule rule) {
    put("for", DurationText.written(rule.watch().hold().holdFor()));
    put("keep-firing-for", DurationText.written(rule.watch().hold().keepFiringFor()));
  }

  private void put(String key, BigDecimal value) {
    put(key, value.toPlainString());
  }

  private void put(String key, String value) {
    text.append("    ").append(key).append(": ").append(value).append('\n');
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String list(List<String> values) {
    return values.stream().map(RuleText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
            quoted.append("\\u%04x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
