package org.onthaal.aggregation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.evaluate.Backtest.Refusal;
import org.onthaal.aggregation.evaluate.Backtest.Result;
import org.onthaal.aggregation.fold.RangeRefusedException;
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

  @Test
  void backtestIsEndedWhenItsTimeIsOver() {
    BacktestBudget.Patience minute =
        new BacktestBudget.Patience(
            Duration.ofMinutes(1),
            () -> Duration.ofSeconds(5L * asked.size()).toNanos(),
            () -> Long.MAX_VALUE);

    assertThat(run(30, rules(SLIDING, 1), minute))
        .isEqualTo(new Result.TooLong(Duration.ofMinutes(1)));
    assertThat(asked).hasSize(12);
  }

  @Test
  void backtestIsEndedWhenNobodyWaitsForIt() {
    BacktestBudget.Patience leaving =
        new BacktestBudget.Patience(
            Duration.ofMinutes(1), () -> 0, () -> asked.size() < 3 ? Long.MAX_VALUE : 0);

    assertThat(run(30, rules(SLIDING, 1), leaving)).isInstanceOf(Result.TooLong.class);
    assertThat(asked).hasSize(3);
  }

  @Test
  void streamsOfADropRuleAreLeftWhenNobodyWaits() {
    services = 40;
    String drop = "{name: d, kind: drop, target: 4, by: [service]}";
    AtomicLong looks = new AtomicLong();
    BacktestBudget.Patience leaving =
        new BacktestBudget.Patience(
            Duration.ofMinutes(1), () -> 0, () -> looks.incrementAndGet() < 5 ? 1 : 0);

    assertThat(run(30, drop, leaving)).isInstanceOf(Result.TooLong.class);
    assertThat(looks).hasValue(5);
  }

  @Test
  void ruleThatCannotBeAnsweredIsNamed() {
    String kathmandu =
        "{name: nepal, kind: threshold, below: 50, window: {calendar: day, zone: Asia/Kathmandu}}";
    Backtest refusing =
        new Backtest(
            query -> {
              throw new RangeRefusedException(
                  RangeRefusedException.Refusal.RANGE_NOT_ON_THE_HOUR, "whole hours");
            },
            Optional::empty,
            _ -> Map.of());

    assertThat(run(1, kathmandu, refusing))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.refusal()).isEqualTo(Refusal.ZONE_NOT_WHOLE_HOUR);
              assertThat(refused.rule()).contains("nepal");
              assertThat(refused.expected()).contains("not Asia/Kathmandu", "own zone");
            });
    assertThat(run(1, rules(HOURLY, 1), refusing))
        .isEqualTo(
            new Result.Refused(Refusal.RANGE_NOT_ON_THE_HOUR, Optional.of("r0"), "whole hours"));
  }

  private Result run(int days, String rules, BacktestBudget.Patience patience) {
    return run(days, rules, new Backtest(this::read, Optional::empty, _ -> Map.of(), patience));
  }

  private Result run(int days, String rules) {
    return run(days, rules, new Backtest(this::read, Optional::empty, _ -> Map.of()));
  }

  private static Result run(int days, String rules, Backtest backtest) {
    return backtest.run(
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
                Map.of(Dimension.ADMINISTRATION, "a", Dimension.SERVICE, "s" + i),
                Metric.CSAT,
                Tally.of(Metric.CSAT, 0, 0, 0, 0, 1),
                true))
        .toList();
  }
}
