package org.onthaal.aggregation.evaluate.absence;

import java.util.Optional;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// What a rule about unusual absences can be expected to do for a stream: how soon one is noticed,
/// and how often it is wrong.
///
/// @param plan absent where nothing was learnt: the stream is too young
public record AbsenceOutlook(Rule.UnusualAbsence rule, Stream stream, Optional<Plan> plan) {
  private static final double BUDGET_DAYS = 30;

  /// How soon.
  ///
  /// @param ratings that must stay away
  /// @param hours of opening time in which so many are usual, on average
  public record Plan(double ratings, double hours) {}

  static AbsenceOutlook of(
      Rule.UnusualAbsence rule, Stream stream, Optional<UsualVolume> usual, OpeningHours open) {
    return new AbsenceOutlook(
        rule,
        stream,
        usual
            .filter(known -> known.volume().ratingsPerDay() > 0)
            .map(known -> {
              double ratings = known.needed(rule);
              double days = ratings / known.volume().ratingsPerDay();
              return new Plan(ratings, days * open.hoursPerDay());
            }));
  }

  /// At most so many false reports are to be expected in 30 days.
  public double falseAlarmsPer30Days() {
    return BUDGET_DAYS / rule.evidenceDays();
  }
}
