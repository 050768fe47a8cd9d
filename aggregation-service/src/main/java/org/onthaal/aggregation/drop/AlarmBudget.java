package org.onthaal.aggregation.drop;

/// How many false alarms a team accepts from all its streams together, and the thresholds that keep
/// it. Expectations add up, however the streams depend on each other.
///
/// @param alarmsPer30Days at most so many are expected in 30 days
public record AlarmBudget(double alarmsPer30Days) {
  private static final double DAYS = 30;

  public AlarmBudget {
    if (!(alarmsPer30Days > 0) || Double.isInfinite(alarmsPer30Days)) {
      throw new IllegalArgumentException(
          "alarmsPer30Days: " + alarmsPer30Days + " (expected: above 0)");
    }
  }

  /// The threshold of each of so many streams, in days.
  public double thresholdDays(int streams) {
    if (streams < 1) {
      throw new IllegalArgumentException("streams: " + streams + " (expected: 1 or more)");
    }
    return DAYS * streams / alarmsPer30Days;
  }

  /// The threshold of a stream that may use this part of the budget, in days.
  ///
  /// @param weight above 0, at most 1; those of all streams add up to 1
  public double weightedThresholdDays(double weight) {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: above 0, at most 1)");
    }
    return DAYS / (alarmsPer30Days * weight);
  }
}
