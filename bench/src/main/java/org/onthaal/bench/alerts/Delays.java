package org.onthaal.bench.alerts;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
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

  /// 97.5 % quantile of the standard normal distribution.
  private static final double Z = 1.96;

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
        "%nMedian days until a drop of 5 / 10 / 20 points is seen that begins on a Monday; in brackets what the study found%n");
    Verdict verdict = new Verdict();
    for (World world : WORLDS) {
      for (int volume : Plan.VOLUMES) {
        Map<Integer, Map<Watching, List<Double>>> byPoints =
            table(world, volume, Trial.Onset.MONDAY, List.of(Watching.values()));
        check(world, volume, byPoints.getOrDefault(PROMISED_POINTS, Map.of()), verdict);
      }
    }
    System.out.printf("%nThe same for a drop that begins at any time of the week%n");
    for (int volume : Plan.VOLUMES) {
      table(World.S3, volume, Trial.Onset.ANY_TIME, Watching.OURS);
    }
    return verdict;
  }

  /// Prints the medians, by points, of those who watch.
  private Map<Integer, Map<Watching, List<Double>>> table(
      World world, int volume, Trial.Onset onset, List<Watching> all) {
    System.out.printf("%n%s %s, %d ratings a day%n", world, world.words(), volume);
    Map<Integer, Map<Watching, List<Double>>> byPoints = new TreeMap<>();
    for (int points : POINTS) {
      byPoints.put(points, delays(new Cell(world, volume, onset, points), all));
    }
    for (Watching watching : all) {
      StringBuilder line = new StringBuilder();
      byPoints.forEach((points, delays) ->
          line.append(
              text(
                  Statistics.median(delays.getOrDefault(watching, List.of())),
                  onset == Trial.Onset.MONDAY
                      ? Study.delay(watching, world, volume, points)
                      : OptionalDouble.empty())));
      System.out.printf("  %-42s%s%n", watching.words(), line);
    }
    return byPoints;
  }

  /// What is simulated at once.
  private record Cell(World world, int volume, Trial.Onset onset, int points) {
    String name() {
      String prefix = onset == Trial.Onset.MONDAY ? "" : "any-time.";
      return "%s%s.%d.%d-points".formatted(prefix, world, volume, points);
    }
  }

  private void check(World world, int volume, Map<Watching, List<Double>> delays, Verdict verdict) {
    for (Watching ours : Watching.OURS) {
      List<Double> sorted = delays.getOrDefault(ours, List.of());
      double study = Study.delay(ours, world, volume, PROMISED_POINTS).orElseThrow();
      String what = "%s, %s, %d a day".formatted(ours.words(), world, volume);
      findings.ratio(
          "alerts: delay of 10 points / study, " + what, Statistics.median(sorted) / study);
      verdict.atMost(
          what + ": days until 10 points are seen, lower end of the median",
          lowerEnd(sorted),
          LONGER_THAN_STUDY_MAX * (study + Study.ROUNDING));
    }
  }

  /// Lower end of the 95 % interval of the median: half of the delays are below the median, give or
  /// take what chance does to a fair coin.
  ///
  /// @param sorted shortest first
  static double lowerEnd(List<Double> sorted) {
    long rank = Math.round(sorted.size() / 2.0 - Z / 2 * Math.sqrt((double) sorted.size()));
    return sorted.get((int) Math.max(0, rank - 1));
  }

  /// The delays of each who watches, shortest first.
  private Map<Watching, List<Double>> delays(Cell cell, List<Watching> all) {
    List<Map<Watching, Double>> streams =
        Plan.each(
            plan.streams(),
            stream ->
                new Trial(
                        new Trial.Place(cell.world(), cell.volume()),
                        all,
                        DropDetector.THRESHOLD_DAYS,
                        plan.random("delay/" + cell.name(), stream))
                    .delays(cell.points() / 100.0, cell.onset()));
    Map<Watching, List<Double>> delays = new EnumMap<>(Watching.class);
    for (Watching watching : all) {
      List<Double> sorted =
          streams.stream()
              .map(stream -> stream.getOrDefault(watching, Double.POSITIVE_INFINITY))
              .sorted()
              .toList();
      delays.put(watching, sorted);
      double median = Statistics.median(sorted);
      if (Double.isFinite(median)) {
        String name = watching.name().toLowerCase(Locale.ROOT);
        findings.add("alerts.delay.%s.%s.days".formatted(name, cell.name()), median);
      }
    }
    return delays;
  }

  private static String text(double median, OptionalDouble study) {
    String bracket = study.isPresent() ? "(" + days("%.1f", study.getAsDouble()) + ")" : "";
    return String.format(Locale.ROOT, "%9s %-8s", days("%.2f", median), bracket);
  }

  private static String days(String format, double days) {
    return Double.isFinite(days)
        ? String.format(Locale.ROOT, format, days)
        : ">" + Trial.DELAY_DAYS_MAX;
  }
}
