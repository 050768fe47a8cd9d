package org.onthaal.aggregation.measure;

/// What a score measures, with the scale it is given on. Metrics are never mixed in one figure.
public enum Metric {
  CSAT(1, 5),
  NPS(0, 10),
  CES(1, 7),
  THUMBS(0, 1);

  private final int lowest;
  private final int highest;

  Metric(int lowest, int highest) {
    this.lowest = lowest;
    this.highest = highest;
  }

  public int lowest() {
    return lowest;
  }

  public int highest() {
    return highest;
  }

  public boolean accepts(int score) {
    return lowest <= score && score <= highest;
  }
}
