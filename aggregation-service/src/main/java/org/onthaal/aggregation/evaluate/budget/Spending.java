package org.onthaal.aggregation.evaluate.budget;

import java.util.Map;
import org.onthaal.aggregation.rule.FleetBudget;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleSet;

/// What is to be expected of drop rules. Expectations add up, however streams depend on each other.
///
/// @param streams that they watch, each as often as rules do
/// @param falseAlarmsPer30Days at most so many are to be expected from all of them
public record Spending(long streams, double falseAlarmsPer30Days) {
  private static final double DAYS = 30;

  /// What adding many fractions may be off.
  private static final double ROUNDING = 1e-9;

  /// Adds up what the rules may come to.
  ///
  /// @param streams by name of the rule; rules that watch none may be left out
  public static Spending of(RuleSet rules, Map<String, Long> streams) {
    long all = 0;
    double alarms = 0;
    for (Rule rule : rules.rules()) {
      if (rule instanceof Rule.Drop drop) {
        long count = streams.getOrDefault(drop.name(), 0L);
        all += count;
        alarms += count * DAYS / drop.evidenceDays();
      }
    }
    return new Spending(all, alarms);
  }

  public boolean exceeds(FleetBudget budget) {
    return falseAlarmsPer30Days > budget.alarms().alarmsPer30Days() * (1 + ROUNDING);
  }
}
