package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.aggregation.drop.KnownAnswers.Row;

@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
class FormulaReferenceTest {
  @Test
  void plansAreThoseOfTheReference() throws IOException {
    List<Row> rows = KnownAnswers.rows("planning.csv");

    assertThat(rows).hasSize(2);
    for (Row row : rows) {
      DetectionPlan.Outlook outlook =
          DetectionPlan.Outlook.of(
              KnownAnswers.points(row.text("metric")),
              KnownAnswers.histogram(row.text("baseline_counts_1to5")),
              row.number("phi"),
              SeasonalBaseline.STANDARD_ERRORS,
              row.number("ratings_per_day"));
      DetectionPlan plan =
          DetectionPlan.of(
              outlook, row.number("drop_csat_points") / 100, row.number("threshold_days"));

      // The reference has 12 digits.
      Percentage digits = Percentage.withPercentage(1e-9);
      assertThat(plan)
          .isInstanceOfSatisfying(
              DetectionPlan.Provable.class,
              provable -> {
                assertThat(provable.growth())
                    .isCloseTo(row.number("growth_per_rating"), within(1e-12));
                assertThat(provable.ratings()).isCloseTo(row.number("ratings_needed"), digits);
                assertThat(provable.days()).isCloseTo(row.number("days_needed"), digits);
              });
    }
  }

  @Test
  void missingRatingsAreCountedAsInTheReference() throws IOException {
    List<Row> rows = KnownAnswers.rows("no_ratings.csv");

    assertThat(rows).hasSize(3);
    for (Row row : rows) {
      double needed =
          NoRatings.needed(
              row.number("expected_ratings_per_day"),
              row.number("threshold_days"),
              row.number("phi_volume"));
      assertThat(needed)
          .as(row.text("case"))
          .isCloseTo(row.number("needed_expected"), within(1e-9));
      assertThat(new NoRatings(row.number("expected_since_last")).lasts(needed))
          .as(row.text("case"))
          .isEqualTo(row.text("silent").equals("1"));
    }
  }

  @Test
  void thresholdsOfABudgetAreThoseOfTheReference() throws IOException {
    List<Row> rows = KnownAnswers.rows("fleet_budget.csv");

    assertThat(rows).hasSize(3);
    for (Row row : rows) {
      AlarmBudget budget = new AlarmBudget(row.number("budget_false_alarms_per_30d"));
      int streams = row.whole("streams");
      assertThat(row.text("weight")).isEmpty();
      assertThat(budget.thresholdDays(streams))
          .isCloseTo(row.number("threshold_days"), within(1e-9));
      assertThat(budget.weightedThresholdDays(1.0 / streams))
          .isCloseTo(row.number("threshold_days"), within(1e-9));
    }
  }

  @Test
  void streamsThatStandOutAreThoseOfTheReference() throws IOException {
    List<Row> rows = KnownAnswers.rows("ebh.csv");

    assertThat(rows).hasSize(3);
    for (Row row : rows) {
      List<Double> evidence =
          Arrays.stream(row.text("e_values").split(";")).map(Double::valueOf).toList();
      String standingOut =
          EvidenceRanking.standingOut(evidence, 1 / row.number("alpha")).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(";"));
      assertThat(standingOut).as(row.text("case")).isEqualTo(row.text("rejected_zero_based"));
    }
  }
}
