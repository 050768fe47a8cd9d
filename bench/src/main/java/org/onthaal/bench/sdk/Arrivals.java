package org.onthaal.bench.sdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which items came to the server, and how often each. Thread-safe.
final class Arrivals {
  private final Map<String, Integer> times = new HashMap<>();
  private long newestNanos = System.nanoTime();

  synchronized void add(List<String> ids) {
    for (String id : ids) {
      times.merge(id, 1, Integer::sum);
    }
    if (!ids.isEmpty()) {
      newestNanos = System.nanoTime();
    }
  }

  synchronized Map<String, Integer> times() {
    return Map.copyOf(times);
  }

  /// How long nothing has come.
  synchronized long quietNanos() {
    return System.nanoTime() - newestNanos;
  }
}
