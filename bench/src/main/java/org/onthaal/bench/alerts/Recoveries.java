package org.onthaal.bench.alerts;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Seen;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Statistics;

/// After a drop that ends: how soon the alert is resolved, and how often too early.
final class Recoveries {
  private static final World WORLD = World.S3;
  private static final int DROP_DAYS = 21;
  private static final int AFTER_DAYS = 60;
  private static final double PROMISED_DAYS = 30;
  private static final List<Integer> POINTS = List.of(10, 20);

  private final Plan plan;
  private final Findings findings;

  Recoveries(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /// What happened to one stream.
  ///
  /// @param firingDays of the drop on which the alert was firing
  /// @param tooEarly times it was resolved while the drop lasted
  /// @param delayDays from the end of the drop until it was resolved; 0 where it was not firing
  ///   then
  private record Outcome(double firingDays, int tooEarly, double delayDays) {}

  /// Measures, and prints the table.
  ///
  /// @return whether alerts are resolved too early more often than promised
  Verdict measure() {
    System.out.printf(
        "%nAfter a drop of %d days, score: median days until resolved; wrongly resolved per %.0f days of a drop%n",
        DROP_DAYS, PROMISED_DAYS);
    Verdict verdict = new Verdict();
    for (int points : POINTS) {
      for (int volume : Plan.VOLUMES) {
        String cell = "recovery/" + volume + "/" + points;
        List<Outcome> outcomes =
            Plan.each(plan.streams(), stream -> outcome(volume, points, plan.random(cell, stream)));
        List<Double> delays =
            outcomes.stream().map(Outcome::delayDays).filter(days -> days > 0).toList();
        double delay = delays.isEmpty() ? Double.NaN : Statistics.median(delays);
        double firing = outcomes.stream().mapToDouble(Outcome::firingDays).sum();
        int tooEarly = outcomes.stream().mapToInt(Outcome::tooEarly).sum();
        double rate = firing > 0 ? tooEarly * PROMISED_DAYS / firing : 0;
        System.out.printf(
            Locale.ROOT, "  %2d points, %4d a day %30.2f %8.3f%n", points, volume, delay, rate);
        String name = "alerts.recovery.%d.%d-points".formatted(volume, points);
        if (!delays.isEmpty()) {
          findings.add(name + ".days", delay);
        }
        findings.add(name + ".wrongPer30Days", rate);
        verdict.atMost(
            "%d points, %d a day: wrongly resolved per 30 days".formatted(points, volume), rate, 1);
      }
    }
    return verdict;
  }

  private static Outcome outcome(int volume, int points, RandomGenerator random) {
    SyntheticStream stream = new SyntheticStream(WORLD, volume, random);
    SeasonalBaseline baseline =
        Trial.baseline(
            WORLD,
            Points.SCORE,
            stream.days(Trial.LEARNING_DAYS).stream().map(Quarter::slot).toList(),
            DropDetector.THRESHOLD_DAYS);
    DropDetector detector = new DropDetector(DropDetector.THRESHOLD_DAYS, true);
    DropState state = DropState.start();
    int firing = 0;
    int tooEarly = 0;
    for (int i = 0; i < DROP_DAYS * Quarter.A_DAY; i++) {
      Quarter quarter = stream.next(points / 100.0);
      firing += state instanceof DropState.Fallen ? 1 : 0;
      DropDetector.Step step =
          detector.next(state, quarter.slot(), baseline.at(quarter.slot().start()));
      tooEarly += step.seen() instanceof Seen.Resolved ? 1 : 0;
      state = step.state();
    }
    int after = 0;
    while (state instanceof DropState.Fallen && after < AFTER_DAYS * Quarter.A_DAY) {
      Quarter quarter = stream.next(0);
      state = detector.next(state, quarter.slot(), baseline.at(quarter.slot().start())).state();
      after++;
    }
    return new Outcome((double) firing / Quarter.A_DAY, tooEarly, (double) after / Quarter.A_DAY);
  }
}
