package org.onthaal.aggregation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.RuleFile;

/// Back-tests of rules that are judged slot by slot, on a service that is open from 8 to 18.
class SlotBacktestTest {
  /// Midnight at the start of a Monday.
  private static final Instant DAY_0 = Instant.parse("2026-01-05T00:00:00Z");

  private static final OpeningHours OPEN =
      new OpeningHours(
          Stream.of(DayOfWeek.values())
              .map(day ->
                  new OpeningHours.Period(
                      day, LocalTime.of(8, 0), Optional.of(LocalTime.of(18, 0))))
              .toList());
  private static final Tally GOOD = Tally.of(Metric.CSAT, 1, 0, 0, 0, 4);
  private static final Tally BAD = Tally.of(Metric.CSAT, 4, 0, 0, 0, 1);

  @Test
  void withoutRecoveryALastingDropIsFoundAgainAndAgain() {
    Function<Instant, Tally> counts =
        hour -> hour.isBefore(day(42)) || !hour.isBefore(day(56)) ? GOOD : BAD;

    List<Instant> on = alarms("kind: drop, by: [service]", counts);
    List<Instant> off = alarms("kind: drop, recovery: off, by: [service]", counts);

    assertThat(on).hasSize(1);
    assertThat(off).hasSizeGreaterThan(2).startsWith(on.getFirst());
    assertThat(off).allSatisfy(at -> assertThat(at).isBetween(day(42), day(56)));
  }

  @Test
  void targetWithoutRecoveryNeedsNoPast() {
    List<Instant> alarms = alarms("kind: drop, target: 4, recovery: off, by: [service]", _ -> BAD);

    assertThat(alarms.getFirst()).isBefore(day(2));
    assertThat(alarms).hasSizeGreaterThan(10);
  }

  @Test
  void absenceIsOneRowAndNeitherNightsNorWhatHasNotComeYetAreAny() {
    Function<Instant, Tally> counts =
        hour -> hour.isBefore(day(42)) || !hour.isBefore(day(44)) ? GOOD : Tally.EMPTY;

    // 50 a day, 9.8 expected ratings: the second empty hour.
    assertThat(alarms("kind: absence, evidence-days: 365, by: [service]", counts))
        .containsExactly(day(42).plus(Duration.ofHours(10)));
  }

  @Test
  void absenceOfTwoWeeksTeachesNothingAboutTheNext() {
    Function<Instant, Tally> counts =
        hour ->
            hour.isBefore(day(42)) || (!hour.isBefore(day(56)) && hour.isBefore(day(66)))
                ? GOOD
                : Tally.EMPTY;

    assertThat(alarms("kind: absence, evidence-days: 365, by: [service]", counts))
        .containsExactly(day(42).plus(Duration.ofHours(10)), day(66).plus(Duration.ofHours(10)));
  }

  /// Ends of the windows in which the rule fires.
  private static List<Instant> alarms(String rule, Function<Instant, Tally> counts) {
    Backtest backtest =
        new Backtest(
            query -> read(query, counts),
            () -> Optional.of(day(70)),
            _ -> Map.of("a", Map.of("s", OPEN)));
    Backtest.Result result =
        backtest.run(
            ((RuleFile.Valid) RuleFile.parse("rules: [{name: r, " + rule + "}]")).rules(),
            new Backtest.Range(DAY_0, day(90), ZoneOffset.UTC));
    return ((Backtest.Result.Found) result)
        .rows().stream()
            .map(row -> row.evaluation().evidence().window().end().orElseThrow())
            .toList();
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }

  /// What is counted in each opening hour before the seventieth day.
  private static List<WindowTally> read(TallyQuery query, Function<Instant, Tally> counts) {
    List<WindowTally> rows = new ArrayList<>();
    List<Instant> bounds = query.windows().boundaries();
    for (int i = 0; i < query.windows().count(); i++) {
      Tally sum = Tally.EMPTY;
      for (Instant at = bounds.get(i);
          at.isBefore(bounds.get(i + 1));
          at = at.plus(Duration.ofHours(1))) {
        int hour = at.atZone(ZoneOffset.UTC).getHour();
        boolean isCounted = !at.isBefore(DAY_0) && at.isBefore(day(70));
        if (isCounted && hour >= 8 && hour < 18) {
          sum = sum.plus(counts.apply(at));
        }
      }
      rows.add(
          new WindowTally(
              i,
              bounds.get(i),
              bounds.get(i + 1),
              Map.of(Dimension.ADMINISTRATION, "a", Dimension.SERVICE, "s"),
              Metric.CSAT,
              sum,
              true));
    }
    return rows;
  }
}
