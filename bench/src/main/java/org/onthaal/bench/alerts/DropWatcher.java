package org.onthaal.bench.alerts;

import org.onthaal.aggregation.drop.Baseline;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.Seen;

/// Ours: every alarm starts the evidence again.
final class DropWatcher implements Watcher {
  private final Baseline baseline;
  private final DropDetector detector;
  private DropState state = DropState.start();

  DropWatcher(Baseline baseline, double thresholdDays) {
    this.baseline = baseline;
    this.detector = new DropDetector(thresholdDays, false);
  }

  @Override
  public boolean sees(Quarter quarter) {
    DropDetector.Step step =
        detector.next(state, quarter.slot(), baseline.at(quarter.slot().start()));
    state = step.state();
    return step.seen() instanceof Seen.Fired;
  }

  @Override
  public int quietQuarters() {
    return 0;
  }
}
