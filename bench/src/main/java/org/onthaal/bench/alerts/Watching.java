package org.onthaal.bench.alerts;

import java.util.List;
import java.util.function.Function;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.SeasonalBaseline;

/// The ways of watching a stream that are compared.
enum Watching {
  SATISFIED("ours, share satisfied", 0),
  SCORE("ours, score", 0),
  THRESHOLD("below usual - 10 points in 24 h, n >= 20", WindowWatcher.DAYS_OF_THRESHOLD),
  WILSON("Wilson bound of 7 days below usual", WindowWatcher.DAYS_OF_WILSON),
  TERMINAL("50 % unhappy in 15 minutes, n >= 4", 0);

  static final List<Watching> OURS = List.of(SATISFIED, SCORE);

  private final String words;
  private final int windowDays;

  Watching(String words, int windowDays) {
    this.words = words;
    this.windowDays = windowDays;
  }

  String words() {
    return words;
  }

  /// How many days it looks back; these are shown to it before it counts.
  int windowDays() {
    return windowDays;
  }

  /// A watcher for one stream.
  ///
  /// @param baselines what was learnt of it
  Watcher begin(Function<Points, SeasonalBaseline> baselines, double thresholdDays) {
    double usual = baselines.apply(Points.SATISFIED).mean();
    return switch (this) {
      case SATISFIED -> new DropWatcher(baselines.apply(Points.SATISFIED), thresholdDays);
      case SCORE -> new DropWatcher(baselines.apply(Points.SCORE), thresholdDays);
      case THRESHOLD -> WindowWatcher.threshold(usual);
      case WILSON -> WindowWatcher.wilson(usual);
      case TERMINAL -> new TerminalWatcher();
    };
  }
}
