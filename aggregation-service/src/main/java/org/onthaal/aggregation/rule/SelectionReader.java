package org.onthaal.aggregation.rule;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Watch.Selection;

/// Reads which ratings or alerts a section of a file is about. What is wrong is noted in it.
public final class SelectionReader {
  /// The closed list of the contract. A word outside it would match nothing, for ever and silently.
  static final Set<String> CHANNELS =
      Set.of(
          "WEB", "KIOSK", "PHONE", "QR", "EMAIL", "SMS", "APP", "CHAT", "COUNTER", "PAPER", "POST",
          "OTHER");

  private SelectionReader() {}

  /// Every dimension that the section names; keys that nobody asked for are mistakes.
  public static Selection read(YamlSection section) {
    Map<Dimension, List<String>> patterns = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      String key = dimension.word();
      List<String> values =
          dimension == Dimension.CHANNEL ? channels(section, key) : section.texts(key);
      if (!values.isEmpty()) {
        patterns.put(dimension, values);
      }
    }
    section.refuseOthers();
    return new Selection(patterns);
  }

  private static List<String> channels(YamlSection section, String key) {
    List<String> channels =
        section.texts(key).stream().map(value -> value.toUpperCase(Locale.ROOT)).toList();
    for (String channel : channels) {
      if (CHANNELS.stream().noneMatch(known -> Wildcard.matches(channel, known))) {
        section.refuse(key, "any of " + String.join(", ", new TreeSet<>(CHANNELS)), channel);
      }
    }
    return channels;
  }
}
