package org.onthaal.bench.alerts;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.bench.rig.Findings;

/// How often each rings while nothing drops, per stream and year.
final class FalseAlarms {
  private static final double YEAR_DAYS = 365;

  /// At the threshold of one year: what ours promises.
  static final double PROMISED_PER_YEAR = YEAR_DAYS / DropDetector.THRESHOLD_DAYS;

  private final Plan plan;
  private final Findings findings;

  FalseAlarms(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /// Measures, and prints the table.
  ///
  /// @return what is over what was promised
  Verdict measure() {
    System.out.printf(
        "%nFalse alarms per stream and year, at 20 / 200 / 5000 ratings a day; in brackets what the study found%n");
    Verdict verdict = new Verdict();
    for (World world : World.values()) {
      System.out.printf("%n%s %s%n", world, world.words());
      Map<Watching, StringBuilder> lines = new EnumMap<>(Watching.class);
      for (int volume : Plan.VOLUMES) {
        Map<Watching, Double> rates = rates(world, volume);
        rates.forEach((watching, rate) ->
            lines
                .computeIfAbsent(watching, key -> new StringBuilder())
                .append(cell(rate, Study.falseAlarms(watching, world, volume))));
        for (Watching ours : Watching.OURS) {
          double rate = rates.getOrDefault(ours, 0.0);
          findings.ratio(
              "alerts: false alarms / promised, %s, %s, %d a day"
                  .formatted(ours.words(), world, volume),
              rate / PROMISED_PER_YEAR);
          verdict.atMost(
              "%s, %s, %d a day: false alarms a year".formatted(ours.words(), world, volume),
              rate,
              PROMISED_PER_YEAR);
        }
      }
      lines.forEach((watching, line) -> System.out.printf("  %-42s%s%n", watching.words(), line));
    }
    return verdict;
  }

  private Map<Watching, Double> rates(World world, int volume) {
    String cell = "false-alarms/" + world + "/" + volume;
    List<Map<Watching, Integer>> streams =
        Plan.each(
            plan.streams(),
            stream ->
                new Trial(
                        new Trial.Place(world, volume),
                        List.of(Watching.values()),
                        DropDetector.THRESHOLD_DAYS,
                        plan.random(cell, stream))
                    .falseAlarms(plan.days()));
    Map<Watching, Double> rates = new EnumMap<>(Watching.class);
    for (Watching watching : Watching.values()) {
      long alarms = streams.stream().mapToInt(stream -> stream.getOrDefault(watching, 0)).sum();
      double rate = alarms * YEAR_DAYS / plan.days() / plan.streams();
      rates.put(watching, rate);
      findings.add(
          "alerts.false-alarms.%s.%s.%d.perYear"
              .formatted(watching.name().toLowerCase(Locale.ROOT), world, volume),
          rate);
    }
    return rates;
  }

  private static String cell(double rate, OptionalDouble study) {
    String bracket =
        study.isPresent() ? String.format(Locale.ROOT, "(%.2f)", study.getAsDouble()) : "";
    return String.format(Locale.ROOT, "%9.2f %-8s", rate, bracket);
  }
}
