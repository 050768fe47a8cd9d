package org.onthaal.sdk;

/** What a score measures. Metrics are never mixed in one figure. */
public enum Metric {
  /** Satisfaction: 1 (very dissatisfied) to 5 (very satisfied). */
  CSAT(1, 5),
  /** Recommendation: 0 (not at all likely) to 10 (extremely likely). */
  NPS(0, 10),
  /** Ease: 1 (very difficult) to 7 (very easy). */
  CES(1, 7),
  /** 0 (thumb down) or 1 (thumb up). */
  THUMBS(0, 1);

  private final int lowest;
  private final int highest;

  Metric(int lowest, int highest) {
    this.lowest = lowest;
    this.highest = highest;
  }

  /**
   * The lowest point of the scale.
   *
   * @return a score
   */
  public int lowest() {
    return lowest;
  }

  /**
   * The highest point of the scale.
   *
   * @return a score
   */
  public int highest() {
    return highest;
  }
}
