package org.onthaal.aggregation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.evaluate.Backtest.Refusal;
import org.onthaal.aggregation.evaluate.Backtest.Result;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;

class BacktestLimitsTest {
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  private static final String HOURLY =
      "{name: %s, kind: threshold, below: 50, minimum-n: 1, window: {calendar: hour}, by: [service]}";
  private static final String QUIET = "{name: %s, kind: absence, after: 2h, by: [service]}";
  private static final String SLIDING =
      "{name: %s, kind: threshold, below: 50, minimum-n: 1, window: {sliding: 2h}, by: [service]}";

  private final List<TallyQuery> asked = new ArrayList<>();
  private int services = 1;

  @Test
  void yearOfHoursOnManyStreamsIsRefused() {
    services = 300;

    assertThat(run(365, rules(HOURLY, 1))).isInstanceOf(Result.Refused.class);
    assertThat(run(365, rules(QUIET, 1))).isInstanceOf(Result.Refused.class);
    assertThat(run(30, rules(HOURLY, 1))).isInstanceOf(Result.Found.class);
  }

  @Test
  void rulesShareOneLimit() {
    services = 40;

    assertThat(run(365, rules(HOURLY, 5))).isInstanceOf(Result.Found.class);
    assertThat(run(365, rules(HOURLY, 6)))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_ROWS);
              assertThat(refused.expected()).contains("2000000 windows of streams");
            });
  }

  @Test
  void questionsToTheDatabaseAreCountedBeforeTheFirst() {
    assertThat(run(365 * 12, rules(SLIDING, 1))).isInstanceOf(Result.Refused.class);

    assertThat(asked).isEmpty();
  }

  private Result run(int days, String rules) {
    return new Backtest(this::read, Optional::empty, _ -> Map.of())
        .run(
            parsed("rules: [" + rules + "]"),
            new Backtest.Range(FROM, FROM.plus(Duration.ofDays(days)), ZoneOffset.UTC));
  }

  private static String rules(String rule, int count) {
    return String.join(
        ", ", IntStream.range(0, count).mapToObj(i -> rule.formatted("r" + i)).toList());
  }

  private static RuleSet parsed(String yaml) {
    return switch (RuleFile.parse(yaml)) {
      case RuleFile.Valid(RuleSet rules) -> rules;
      case RuleFile.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  // One answer per service, in the first window.
  private List<WindowTally> read(TallyQuery query) {
    asked.add(query);
    return IntStream.range(0, services)
        .mapToObj(i ->
            new WindowTally(
                0,
                query.windows().boundaries().get(0),
                query.windows().boundaries().get(1),
                Map.of(Dimension.SERVICE, "s" + i),
                Metric.CSAT,
                Tally.of(Metric.CSAT, 0, 0, 0, 0, 1),
                true))
        .toList();
  }
}
