package org.onthaal.bench.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// What the browser reported of itself in one stretch of a visit.
///
/// @param tasks milliseconds of each task of the main thread that took 50 ms or more
/// @param interactions milliseconds from each event of an interaction until the next paint, where
///   that took 16 ms or more
record Sighting(List<Double> tasks, List<Double> interactions) {
  /// What of a task does not count as blocking.
  static final double TASK_FREE_MILLIS = 50;

  /// What browsers do not report is shorter than this, and counts as this.
  static final double INTERACTION_LEAST_MILLIS = 16;

  /// Reads what the probe took.
  static Sighting of(JsonObject taken) {
    return new Sighting(
        durations(taken.getAsJsonArray("tasks"), false),
        durations(taken.getAsJsonArray("events"), true));
  }

  /// Events without the number of an interaction are none: the pointer moved over something.
  private static List<Double> durations(JsonArray entries, boolean ofInteractions) {
    List<Double> found = new ArrayList<>();
    for (JsonElement element : entries) {
      JsonObject entry = element.getAsJsonObject();
      if (!ofInteractions || entry.get("interaction").getAsLong() > 0) {
        found.add(entry.get("duration").getAsDouble());
      }
    }
    return List.copyOf(found);
  }

  Sighting and(Sighting later) {
    List<Double> allTasks = new ArrayList<>(tasks);
    allTasks.addAll(later.tasks);
    List<Double> allInteractions = new ArrayList<>(interactions);
    allInteractions.addAll(later.interactions);
    return new Sighting(List.copyOf(allTasks), List.copyOf(allInteractions));
  }

  /// What the tasks took beyond 50 ms each, together.
  double blockingMillis() {
    return tasks.stream().mapToDouble(task -> Math.max(0, task - TASK_FREE_MILLIS)).sum();
  }

  /// The longest task; 0 where none took 50 ms.
  double longestTaskMillis() {
    return tasks.stream().mapToDouble(task -> task).max().orElse(0);
  }

  /// The slowest interaction.
  double interactionMillis() {
    return interactions.stream()
        .mapToDouble(interaction -> interaction)
        .reduce(INTERACTION_LEAST_MILLIS, Math::max);
  }
}
