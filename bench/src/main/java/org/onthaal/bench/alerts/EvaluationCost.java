package org.onthaal.bench.alerts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.onthaal.aggregation.drop.Baseline;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Statistics;

/// What it costs to judge many streams, slot by slot. The only figure here that a machine decides.
final class EvaluationCost {
  private static final int STREAMS = 5000;
  private static final int VOLUME = 200;

  /// Five minutes each.
  private static final int SLOTS_PER_QUARTER = 3;

  private static final int ROUNDS = 5;

  private final Plan plan;
  private final Findings findings;

  EvaluationCost(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void measure() {
    List<Double> micros = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double one = microsPerSlot();
      micros.add(one);
      findings.add("alerts.cost.microsPerSlot", one);
    }
    double median = Statistics.median(micros);
    System.out.printf(
        Locale.ROOT,
        "%n%d streams, slots of 5 minutes, %d ratings a day: %.2f us per stream and slot, %.1f ms"
            + " for all of them, every 5 minutes%n",
        STREAMS,
        VOLUME,
        median,
        median * STREAMS / 1000);
  }

  /// Microseconds of one thread per stream and slot: a day of every stream.
  double microsPerSlot() {
    SyntheticStream stream = new SyntheticStream(World.S1, VOLUME, plan.random("cost", 0));
    List<Slot> learning = stream.days(Trial.LEARNING_DAYS).stream().map(Quarter::slot).toList();
    Baseline baseline =
        Trial.baseline(World.S1, Points.SCORE, learning, DropDetector.THRESHOLD_DAYS);
    SyntheticStream thin =
        new SyntheticStream(World.S1, (double) VOLUME / SLOTS_PER_QUARTER, plan.random("cost", 1));
    List<Slot> day = new ArrayList<>();
    for (int i = 0; i < SLOTS_PER_QUARTER; i++) {
      thin.days(1).forEach(quarter -> day.add(fiveMinutes(quarter.slot())));
    }
    judge(baseline, day); // Compiles the code.
    return judge(baseline, day);
  }

  private static Slot fiveMinutes(Slot quarter) {
    return new Slot(quarter.start(), quarter.openDays() / SLOTS_PER_QUARTER, quarter.tally());
  }

  /// A day of every stream, on one thread; microseconds per stream and slot.
  private static double judge(Baseline baseline, List<Slot> day) {
    DropDetector detector = new DropDetector(DropDetector.THRESHOLD_DAYS, true);
    DropState[] states = new DropState[STREAMS];
    Arrays.fill(states, DropState.start());
    long start = System.nanoTime();
    for (Slot slot : day) {
      for (int stream = 0; stream < STREAMS; stream++) {
        states[stream] = detector.next(states[stream], slot, baseline.at(slot.start())).state();
      }
    }
    return (System.nanoTime() - start) / 1e3 / STREAMS / day.size();
  }
}
