package org.onthaal.bench.alerts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onthaal.aggregation.drop.AlarmBudget;
import org.onthaal.bench.rig.Findings;

/// Many streams of one team, with one budget for all of them.
final class Fleet {
  static final int STREAMS = 500;

  private static final World WORLD = World.S3;
  private static final AlarmBudget BUDGET = new AlarmBudget(2);
  private static final double BUDGET_DAYS = 30;

  /// Of 500 streams: 200 small ones, 250 in the middle, 50 large ones.
  private static final int SMALL = 200;

  private static final int MIDDLE = 250;

  /// One fleet for so many streams of the other cells.
  private static final int STREAMS_PER_FLEET = 200;

  /// The promise is about the expectation, and one fleet has good years and bad ones.
  private static final int FLEETS_MIN = 5;

  private final Plan plan;
  private final Findings findings;

  Fleet(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /// Measures, and prints what each of ours cost.
  ///
  /// @return whether the budget was overdrawn
  Verdict measure() {
    double thresholdDays = BUDGET.thresholdDays(STREAMS);
    int fleets = Math.max(FLEETS_MIN, plan.streams() / STREAMS_PER_FLEET);
    List<Map<Watching, Integer>> streams =
        Plan.each(
            fleets * STREAMS,
            stream ->
                new Trial(
                        new Trial.Place(WORLD, volume(stream % STREAMS)),
                        Watching.OURS,
                        thresholdDays,
                        plan.random("fleet", stream))
                    .falseAlarms(plan.days()));
    double promised = BUDGET.alarmsPer30Days() * plan.days() / BUDGET_DAYS;
    Verdict verdict = new Verdict();
    System.out.printf(
        Locale.ROOT,
        "%nA fleet of %d streams (200 x 20, 250 x 200, 50 x 5000 a day), %s; budget %.0f in 30 days, threshold %.0f days; mean of %d such fleets%n",
        STREAMS,
        WORLD.words(),
        BUDGET.alarmsPer30Days(),
        thresholdDays,
        fleets);
    for (Watching ours : Watching.OURS) {
      double count =
          streams.stream().mapToInt(stream -> stream.getOrDefault(ours, 0)).average().orElseThrow()
              * STREAMS;
      System.out.printf(
          Locale.ROOT,
          "  %-42s%8.1f false alarms in %d days (promised: at most %.1f)%n",
          ours.words(),
          count,
          plan.days(),
          promised);
      findings.add("alerts.fleet." + ours.name().toLowerCase(Locale.ROOT) + ".falseAlarms", count);
      findings.ratio("alerts: fleet, false alarms / budget, " + ours.words(), count / promised);
      verdict.atMost("fleet, " + ours.words() + ": false alarms", count, promised);
    }
    return verdict;
  }

  private static int volume(int stream) {
    int size = stream < SMALL ? 0 : stream < SMALL + MIDDLE ? 1 : 2;
    return Plan.VOLUMES.get(size);
  }
}
