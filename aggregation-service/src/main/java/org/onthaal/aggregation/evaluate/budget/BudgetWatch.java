package org.onthaal.aggregation.evaluate.budget;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.onthaal.aggregation.rule.FleetBudget;
import org.onthaal.aggregation.rule.RuleSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether more streams are watched than the rule file declared, and says so once. Safe for
/// any thread.
public final class BudgetWatch {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetWatch.class);

  private final Supplier<RuleSet> rules;
  private final Streams streams;
  private final AtomicBoolean said = new AtomicBoolean();

  /// How many streams each rule watches by now; those that watch none may be left out.
  @FunctionalInterface
  public interface Streams {
    Map<String, Long> byRule();
  }

  /// @param rules as they are now
  public BudgetWatch(Supplier<RuleSet> rules, Streams streams) {
    this.rules = rules;
    this.streams = streams;
  }

  /// What the file accepts; empty where it says nothing of it.
  public Optional<FleetBudget> budget() {
    return rules.get().budget();
  }

  /// What is to be expected of the rules by now.
  public Spending spending() {
    RuleSet now = rules.get();
    Spending spending = Spending.of(now, streams.byRule());
    now.budget().ifPresent(budget -> tell(budget, spending));
    return spending;
  }

  private void tell(FleetBudget budget, Spending spending) {
    if (!spending.exceeds(budget)) {
      said.set(false);
    } else if (said.compareAndSet(false, true)) {
      LOG.warn(
          "the budget of the rule file is overdrawn: drop rules watch {} streams ({} declared),"
              + " from which {} false alarms are to be expected in 30 days ({} accepted)",
          spending.streams(),
          budget.streams(),
          spending.falseAlarmsPer30Days(),
          budget.alarms().alarmsPer30Days());
    }
  }
}
