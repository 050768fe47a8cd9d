package org.onthaal.bench.alerts;

import org.onthaal.aggregation.measure.WilsonInterval;

/// A limit on a window that slides from hour to hour, as monitoring tools have it.
final class WindowWatcher implements Watcher {
  static final int DAYS_OF_THRESHOLD = 1;
  static final int DAYS_OF_WILSON = 7;

  private static final double THRESHOLD_BELOW = 0.10;
  private static final int THRESHOLD_N_MIN = 20;

  private final int[] answers;
  private final int[] satisfied;
  private final Condition condition;
  private long n;
  private long satisfiedOfN;
  private boolean holds;

  private interface Condition {
    boolean holds(long satisfied, long n);
  }

  private WindowWatcher(int days, Condition condition) {
    this.answers = new int[days * Quarter.A_DAY];
    this.satisfied = new int[days * Quarter.A_DAY];
    this.condition = condition;
  }

  static WindowWatcher threshold(double usual) {
    return new WindowWatcher(
        DAYS_OF_THRESHOLD,
        (satisfied, n) -> n >= THRESHOLD_N_MIN && (double) satisfied / n < usual - THRESHOLD_BELOW);
  }

  static WindowWatcher wilson(double usual) {
    return new WindowWatcher(
        DAYS_OF_WILSON, (satisfied, n) -> n > 0 && WilsonInterval.of(satisfied, n).high() < usual);
  }

  @Override
  public boolean sees(Quarter quarter) {
    int place = quarter.index() % answers.length;
    n += quarter.n() - answers[place];
    satisfiedOfN += quarter.satisfied() - satisfied[place];
    answers[place] = quarter.n();
    satisfied[place] = quarter.satisfied();
    if (quarter.endsHour()) {
      holds = condition.holds(satisfiedOfN, n);
    }
    return holds;
  }

  @Override
  public int quietQuarters() {
    return Quarter.A_DAY;
  }
}
