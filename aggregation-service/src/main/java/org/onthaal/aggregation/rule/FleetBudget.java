package org.onthaal.aggregation.rule;

import java.time.Duration;
import org.onthaal.aggregation.drop.AlarmBudget;

/// The false alarms that the drop rules of a file may give together, whatever they watch.
///
/// The number of streams is declared, not counted: a threshold that moved with every new stream
/// would be another promise each day. That it is true is what
/// [org.onthaal.aggregation.evaluate.budget] watches.
///
/// @param alarms that are accepted
/// @param streams that share them, over all drop rules
public record FleetBudget(AlarmBudget alarms, int streams) {
  /// What doubles may make of a whole number of days.
  private static final double ROUNDING_DAYS = 1e-6;

  /// The threshold of a rule that names none. Whole days, rounded up, so that the budget is kept.
  public Duration evidence() {
    return Duration.ofDays((long) Math.ceil(alarms.thresholdDays(streams) - ROUNDING_DAYS));
  }
}
