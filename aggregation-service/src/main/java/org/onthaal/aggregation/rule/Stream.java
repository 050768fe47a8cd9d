package org.onthaal.aggregation.rule;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.onthaal.aggregation.measure.Dimension;

/// The ratings that one rule judges together: a value for each dimension that the rule tells apart.
public record Stream(Map<Dimension, String> values) implements Comparable<Stream> {
  public Stream {
    values =
        Collections.unmodifiableMap(
            values.isEmpty() ? new EnumMap<>(Dimension.class) : new EnumMap<>(values));
  }

  public Optional<String> value(Dimension dimension) {
    return Optional.ofNullable(values.get(dimension));
  }

  /// The same stream seen with fewer dimensions.
  ///
  /// Throws `IllegalArgumentException` when a dimension is not there.
  public Stream narrowedTo(List<Dimension> by) {
    Map<Dimension, String> narrowed = new EnumMap<>(Dimension.class);
    for (Dimension dimension : by) {
      narrowed.put(
          dimension,
          value(dimension)
              .orElseThrow(() ->
                  new IllegalArgumentException(this + " (expected: with " + dimension + ")")));
    }
    return new Stream(narrowed);
  }

  /// Whether exactly these dimensions are told apart.
  public boolean isBy(List<Dimension> by) {
    return values.size() == by.size() && values.keySet().containsAll(by);
  }

  /// One text per stream and back, for keys in the database: `administration=a&service=b`.
  public String key() {
    return values.entrySet().stream()
        .map(entry -> word(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  public static Stream ofKey(String key) {
    Map<Dimension, String> values = new EnumMap<>(Dimension.class);
    for (String part : key.isEmpty() ? new String[0] : key.split("&", -1)) {
      int equals = part.indexOf('=');
      values.put(
          Dimension.valueOf(part.substring(0, equals).toUpperCase(Locale.ROOT)),
          URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return new Stream(values);
  }

  /// How people read it: `parking-permit / KIOSK`.
  public String title() {
    List<String> parts =
        values.entrySet().stream()
            .filter(entry -> entry.getKey() != Dimension.ADMINISTRATION || values.size() == 1)
            .map(Map.Entry::getValue)
            .toList();
    return parts.isEmpty() ? "all services" : String.join(" / ", parts);
  }

  @Override
  public int compareTo(Stream other) {
    for (Dimension dimension : Dimension.values()) {
      int order =
          values.getOrDefault(dimension, "").compareTo(other.values.getOrDefault(dimension, ""));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static String word(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
