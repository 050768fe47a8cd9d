package org.onthaal.aggregation.evaluate.budget;

import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.drop.DetectionPlan;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// What a drop rule can be expected to do for a stream: how long drops take until they are found,
/// and how often it is wrong.
///
/// @param plans one per size of drop; none where nothing was learnt: the stream is too young, or
///   has a target
public record DropOutlook(Rule.Drop rule, Stream stream, List<Planned> plans) {
  /// Sizes of drops that are planned for, in points of the headline: 0.1 is ten percent points.
  private static final List<Double> DROPS = List.of(0.05, 0.1, 0.2);

  private static final double BUDGET_DAYS = 30;

  public DropOutlook {
    plans = List.copyOf(plans);
  }

  /// A drop and how long it takes.
  public record Planned(double drop, DetectionPlan plan) {}

  /// What can be expected of a rule, by what is usual for a stream.
  public static DropOutlook of(Rule.Drop rule, Stream stream, Optional<SeasonalBaseline> usual) {
    List<Planned> plans =
        usual.filter(baseline -> baseline.volume().ratingsPerDay() > 0).stream()
            .map(DetectionPlan.Outlook::of)
            .flatMap(outlook ->
                DROPS.stream()
                    .map(drop ->
                        new Planned(drop, DetectionPlan.of(outlook, drop, rule.evidenceDays()))))
            .toList();
    return new DropOutlook(rule, stream, plans);
  }

  /// At most so many false alarms are to be expected in 30 days.
  public double falseAlarmsPer30Days() {
    return BUDGET_DAYS / rule.evidenceDays();
  }
}
