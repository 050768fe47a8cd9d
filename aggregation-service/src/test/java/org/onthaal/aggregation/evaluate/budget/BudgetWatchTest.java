package org.onthaal.aggregation.evaluate.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.observe.BudgetMeters;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;

class BudgetWatchTest {
  private static final String RULES =
      """
      rules:
        - {name: fleet, kind: drop}
        - {name: own, kind: drop, evidence-days: 100}
        - {name: quiet, kind: absence, after: 1h}
      """;
  private static final String BUDGET = "budget: {false-alarms: 2, streams: 500}\n";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, Long> streams = new HashMap<>();

  @Test
  void asManyStreamsAsDeclaredSpendTheBudgetAndOneMoreOverdrawsIt() {
    BudgetWatch watch = new BudgetWatch(() -> rules(BUDGET + RULES), () -> streams);

    streams.put("fleet", 500L);
    assertThat(watch.spending()).isEqualTo(new Spending(500, 2));
    assertThat(watch.spending().exceeds(watch.budget().orElseThrow())).isFalse();
    streams.put("fleet", 501L);
    assertThat(watch.spending().exceeds(watch.budget().orElseThrow())).isTrue();
  }

  @Test
  void ruleWithItsOwnThresholdSpendsFromTheSameBudget() {
    streams.putAll(Map.of("fleet", 250L, "own", 10L, "gone", 7L));
    BudgetMeters.register(meters, new BudgetWatch(() -> rules(BUDGET + RULES), () -> streams));

    assertThat(meters.get("onthaal.drop.budget").gauge().value()).isEqualTo(2);
    assertThat(meters.get("onthaal.drop.budget.spent").gauge().value()).isCloseTo(4, within(1e-12));
    assertThat(meters.get("onthaal.drop.streams").gauge().value()).isEqualTo(260);
  }

  @Test
  void fileWithoutABudgetAcceptsNothingInParticular() {
    streams.put("own", 10L);
    BudgetMeters.register(meters, new BudgetWatch(() -> rules(RULES), () -> streams));

    assertThat(meters.get("onthaal.drop.budget").gauge().value()).isNaN();
    assertThat(meters.get("onthaal.drop.budget.spent").gauge().value()).isEqualTo(3);
  }

  private static RuleSet rules(String yaml) {
    return ((RuleFile.Valid) RuleFile.parse(yaml)).rules();
  }
}
