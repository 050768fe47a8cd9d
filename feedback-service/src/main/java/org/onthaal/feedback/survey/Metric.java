package org.onthaal.feedback.survey;

/// What a score measures. Metrics are never mixed in one figure.
public enum Metric {
  /// Satisfaction, 1 (very dissatisfied) to 5 (very satisfied).
  CSAT(1, 5),
  /// Recommendation, 0 to 10.
  NPS(0, 10),
  /// Ease, 1 (very difficult) to 7 (very easy).
  CES(1, 7),
  /// 0 (thumb down) or 1 (thumb up).
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

  /// Points of the scale.
  public int points() {
    return highest - lowest + 1;
  }

  public boolean accepts(int score) {
    return lowest <= score && score <= highest;
  }
}
