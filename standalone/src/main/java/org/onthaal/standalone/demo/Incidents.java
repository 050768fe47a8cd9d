package org.onthaal.standalone.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What is wrong now, by touchpoint. Safe for any thread.
final class Incidents implements Mood {
  private static final double GLOOM = 0.85;

  /// What goes wrong at a touchpoint.
  enum Kind {
    /// Many people come, few of them content.
    DROP,
    /// No rating arrives any more.
    QUIET
  }

  private final Map<String, Kind> open = new ConcurrentHashMap<>();

  void begin(String touchpoint, Kind kind) {
    open.put(touchpoint, kind);
  }

  /// The touchpoints at which something was wrong.
  Set<String> endAll() {
    Set<String> ended = Set.copyOf(open.keySet());
    open.clear();
    return ended;
  }

  boolean isQuiet(String touchpoint) {
    return open.get(touchpoint) == Kind.QUIET;
  }

  boolean isDropping(String touchpoint) {
    return open.get(touchpoint) == Kind.DROP;
  }

  @Override
  public double gloom(Scene scene, Instant at) {
    return isDropping(scene.touchpoint()) ? GLOOM : Mood.usual(scene, at);
  }
}
