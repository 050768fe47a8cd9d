package org.onthaal.bench.rig;

import java.util.ArrayList;
import java.util.List;

/// The arithmetic of the figures.
public final class Statistics {
  private Statistics() {}

  /// The middle value; of an even number of values the mean of the two in the middle.
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The smallest value that so many percent of the values do not exceed (nearest rank).
  public static double percentile(List<Double> values, double percent) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.clamp(rank, 1, sorted.size()) - 1);
  }

  /// Each value divided by the other one of the same round. Where one side was measured in fewer
  /// rounds, or in another run, the medians are divided: there is no pair to compare.
  public static List<Double> ratios(List<Double> values, List<Double> bases) {
    if (values.isEmpty() || bases.isEmpty()) {
      return List.of();
    }
    if (values.size() != bases.size()) {
      return List.of(median(values) / median(bases));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / bases.get(i));
    }
    return ratios;
  }
}
