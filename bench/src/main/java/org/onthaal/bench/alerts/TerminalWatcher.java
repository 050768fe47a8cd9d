package org.onthaal.bench.alerts;

/// The alert that a maker of feedback terminals suggests to start with: half of the feedback of 15
/// minutes unhappy, of at least 4. Source: HappyOrNot support, "How to set up Real-Time Alerts".
final class TerminalWatcher implements Watcher {
  private static final int N_MIN = 4;

  @Override
  public boolean sees(Quarter quarter) {
    return quarter.n() >= N_MIN && 2 * (quarter.n() - quarter.satisfied()) > quarter.n();
  }

  /// Such alerts close by themselves with the window.
  @Override
  public int quietQuarters() {
    return 1;
  }
}
