package org.onthaal.bench.alerts;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Statistics;

/// How long each takes to see a drop.
final class Delays {
  /// Drops, in points of the share satisfied.
  static final List<Integer> POINTS = List.of(5, 10, 20);

  private static final List<World> WORLDS = List.of(World.S1, World.S3);
  private static final int PROMISED_POINTS = 10;
  private static final double LONGER_THAN_STUDY_MAX = 1.1;

  private final Plan plan;
  private final Findings findings;

  Delays(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /// Measures, and prints the tables.
  ///
  /// @return which drops of 10 points take ours much longer than in the study
  Verdict measure() {
    System.out.printf(
        "%nMedian days until a drop of 5 / 10 / 20 points is seen; in brackets what the study found%n");
    Verdict verdict = new Verdict();
    for (World world : WORLDS) {
      for (int volume : Plan.VOLUMES) {
        System.out.printf("%n%s %s, %d ratings a day%n", world, world.words(), volume);
        Map<Watching, StringBuilder> lines = new EnumMap<>(Watching.class);
        for (int points : POINTS) {
          Map<Watching, Double> medians = medians(world, volume, points);
          medians.forEach((watching, median) ->
              lines
                  .computeIfAbsent(watching, key -> new StringBuilder())
                  .append(cell(median, Study.delay(watching, world, volume, points))));
          if (points == PROMISED_POINTS) {
            check(world, volume, medians, verdict);
          }
        }
        lines.forEach((watching, line) -> System.out.printf("  %-42s%s%n", watching.words(), line));
      }
    }
    return verdict;
  }

  private void check(World world, int volume, Map<Watching, Double> medians, Verdict verdict) {
    for (Watching ours : Watching.OURS) {
      double median = medians.getOrDefault(ours, Double.POSITIVE_INFINITY);
      double study = Study.delay(ours, world, volume, PROMISED_POINTS).orElseThrow();
      String what = "%s, %s, %d a day".formatted(ours.words(), world, volume);
      findings.ratio("alerts: delay of 10 points / study, " + what, median / study);
      verdict.atMost(
          what + ": days until 10 points are seen",
          median,
          LONGER_THAN_STUDY_MAX * (study + Study.ROUNDING));
    }
  }

  private Map<Watching, Double> medians(World world, int volume, int points) {
    String cell = "delay/" + world + "/" + volume + "/" + points;
    List<Map<Watching, Double>> streams =
        Plan.each(
            plan.streams(),
            stream ->
                new Trial(
                        new Trial.Place(world, volume),
                        List.of(Watching.values()),
                        DropDetector.THRESHOLD_DAYS,
                        plan.random(cell, stream))
                    .delays(points / 100.0));
    Map<Watching, Double> medians = new EnumMap<>(Watching.class);
    for (Watching watching : Watching.values()) {
      double median =
          Statistics.median(
              streams.stream()
                  .map(delays -> delays.getOrDefault(watching, Double.POSITIVE_INFINITY))
                  .toList());
      medians.put(watching, median);
      if (Double.isFinite(median)) {
        findings.add(
            "alerts.delay.%s.%s.%d.%d-points.days"
                .formatted(watching.name().toLowerCase(Locale.ROOT), world, volume, points),
            median);
      }
    }
    return medians;
  }

  private static String cell(double median, OptionalDouble study) {
    String bracket = study.isPresent() ? "(" + days("%.1f", study.getAsDouble()) + ")" : "";
    return String.format(Locale.ROOT, "%9s %-8s", days("%.2f", median), bracket);
  }

  private static String days(String format, double days) {
    return Double.isFinite(days)
        ? String.format(Locale.ROOT, format, days)
        : ">" + Trial.DELAY_DAYS_MAX;
  }
}
