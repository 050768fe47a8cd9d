package org.onthaal.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Statistics;

/// What a figure should be.
///
/// @param words what is wanted, for people
/// @param measure how it is taken from what was found; NaN where that was not measured
/// @param atLeast whether more is better
/// @param must to be met
/// @param stretch to be aimed at
record Goal(String words, Measure measure, boolean atLeast, double must, double stretch) {
  /// A figure of a run.
  interface Measure {
    double of(Findings findings);
  }

  static Goal atLeast(String words, Measure measure, double must, double stretch) {
    return new Goal(words, measure, true, must, stretch);
  }

  static Goal atMost(String words, Measure measure, double must, double stretch) {
    return new Goal(words, measure, false, must, stretch);
  }

  /// Median over the rounds of the ratio of two figures of the same round.
  static Measure ratio(String figure, String base) {
    return findings -> findings.ratioOf(figure, base);
  }

  /// Median over the rounds.
  static Measure figure(String name) {
    return findings -> {
      List<Double> values = findings.figure(name);
      return values.isEmpty() ? Double.NaN : Statistics.median(values);
    };
  }

  /// How well it was met, in one word.
  String verdict(double measured) {
    if (Double.isNaN(measured)) {
      return "not measured";
    }
    if (atLeast ? measured >= stretch : measured <= stretch) {
      return "stretch";
    }
    return (atLeast ? measured >= must : measured <= must) ? "met" : "missed";
  }

  /// A table for people, one line per goal.
  static String table(List<Goal> goals, Findings findings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-70s %10s %10s %10s  %s",
            "goal",
            "must",
            "stretch",
            "measured",
            "verdict"));
    for (Goal goal : goals) {
      double measured = goal.measure().of(findings);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-70s %10s %10s %10s  %s",
              goal.words(),
              goal.bound(goal.must()),
              goal.bound(goal.stretch()),
              number(measured),
              goal.verdict(measured)));
    }
    return String.join("\n", lines) + "\n";
  }

  private String bound(double value) {
    return (atLeast ? ">= " : "<= ") + number(value);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return value >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
  }
}
