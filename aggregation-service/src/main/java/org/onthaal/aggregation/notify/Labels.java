package org.onthaal.aggregation.notify;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.onthaal.aggregation.alert.Alert;

/// What Prometheus' tools know an alert by: names and values, sorted by name.
public record Labels(SortedMap<String, String> values) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public Labels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /// Rule, severity, kind and the stream; the same for every alert of one rule and stream.
  public static Labels of(Alert.Subject subject) {
    TreeMap<String, String> values = new TreeMap<>(AlertFields.stream(subject));
    values.put("alertname", subject.rule());
    values.put("severity", AlertFields.lower(subject.severity()));
    values.put("kind", AlertFields.lower(subject.kind()));
    return new Labels(values);
  }

  /// The name that Alertmanager gives these labels: 16 hex digits.
  ///
  /// Source: prometheus/common `model/fingerprinting.go`, FNV-1a of 64 bits over each name and
  /// value with a separating byte 255 behind it.
  public String fingerprint() {
    long hash = FNV_OFFSET;
    for (var label : values.entrySet()) {
      hash = separated(hash, label.getKey());
      hash = separated(hash, label.getValue());
    }
    return String.format(Locale.ROOT, "%016x", hash);
  }

  private static long separated(long hash, String text) {
    long next = hash;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      next = (next ^ (one & 0xFF)) * FNV_PRIME;
    }
    return (next ^ 0xFF) * FNV_PRIME;
  }
}
