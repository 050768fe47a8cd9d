package org.onthaal.aggregation.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.onthaal.aggregation.evaluate.budget.BudgetWatch;

/// False alarms of drop rules: how many the rule file accepts, and how many are to be expected.
public final class BudgetMeters {
  private BudgetMeters() {}

  public static void register(MeterRegistry meters, BudgetWatch watch) {
    Gauge.builder("onthaal.drop.budget", watch, BudgetMeters::accepted)
        .description("False alarms in 30 days that the rule file accepts; NaN when it does not say")
        .register(meters);
    Gauge.builder("onthaal.drop.budget.spent", watch, all -> all.spending().falseAlarmsPer30Days())
        .description("At most so many false alarms in 30 days are to be expected of all drop rules")
        .register(meters);
    Gauge.builder("onthaal.drop.streams", watch, all -> (double) all.spending().streams())
        .description("Streams that drop rules watch, each as often as rules do")
        .register(meters);
  }

  private static double accepted(BudgetWatch watch) {
    return watch.budget().map(budget -> budget.alarms().alarmsPer30Days()).orElse(Double.NaN);
  }
}
