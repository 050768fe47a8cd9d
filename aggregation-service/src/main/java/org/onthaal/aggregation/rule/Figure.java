package org.onthaal.aggregation.rule;

/// The figure that a rule compares; the word after `measure:`.
public enum Figure {
  /// Share of the two highest of five points, in percent.
  CSAT(true, true),
  /// Share of the two lowest of five points, in percent.
  DISSATISFIED(true, false),
  /// Arithmetic mean of the scores, on the metric's own scale.
  MEAN(false, true);

  private final boolean share;
  private final boolean betterWhenHigher;

  Figure(boolean share, boolean betterWhenHigher) {
    this.share = share;
    this.betterWhenHigher = betterWhenHigher;
  }

  /// Whether the figure is a percentage of answers, which has an exact interval and a z.
  public boolean isShare() {
    return share;
  }

  public boolean isBetterWhenHigher() {
    return betterWhenHigher;
  }
}
