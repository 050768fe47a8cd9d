package org.onthaal.aggregation;

/// What to say when an address cannot be listened on.
final class Taken {
  private Taken() {}

  static String sentence(String name, String group, AggregationSettings.Door door) {
    return "Port %d on %s cannot be listened on for %s: is it taken? %s.port changes it."
        .formatted(door.port(), door.bind(), name, group);
  }
}
