package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.fold.choice.ChosenKey;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.ChoiceRow;

class ChoiceRowsTest {
  private static final Suppression TEN = new Suppression(10);

  private final SortedMap<ChosenKey, Tally> sums = new TreeMap<>();

  @Test
  void figuresAreThoseOfTheLiterature() {
    // 48 of 80 satisfied, 56 of 70 without: R. G. Newcombe (1998), table II, method 10.
    count("", Metric.CSAT, 46, 0, 0, 104, 0);
    count("wait", Metric.CSAT, 32, 0, 0, 48, 0);

    ChoiceRow row = told(Suppression.OFF).getFirst();

    assertThat(row.getN()).isEqualTo(80);
    assertThat(row.getAnswered()).isEqualTo(150);
    assertThat(row.getShare()).isEqualTo(100.0 * 80 / 150);
    assertThat(row.getShareLow()).isCloseTo(45.36, within(0.01));
    assertThat(row.getShareHigh()).isCloseTo(61.13, within(0.01));
    assertThat(row.getChosen().getCsat()).isEqualTo(60);
    assertThat(row.getChosen().getMean()).isEqualTo((32 + 48 * 4) / 80.0);
    assertThat(row.getOthers().getN()).isEqualTo(70);
    assertThat(row.getOthers().getCsat()).isEqualTo(80);
    assertThat(row.getDifference()).isCloseTo(-20, within(1e-9));
    assertThat(row.getDifferenceLow()).isCloseTo(-33.39, within(0.01));
    assertThat(row.getDifferenceHigh()).isCloseTo(-5.24, within(0.01));
  }

  @Test
  void whatGoesMostWithDissatisfactionIsFirstAndWhatHasNoDifferenceLast() {
    count("", Metric.CSAT, 100, 0, 0, 0, 300);
    count("often", Metric.CSAT, 80, 0, 0, 0, 20);
    count("once", Metric.CSAT, 1, 0, 0, 0, 0);
    count("happy", Metric.CSAT, 0, 0, 0, 0, 100);
    sums.put(new ChosenKey("reason", "", Metric.NPS), Tally.of(new long[] {0, 2}, 1));
    sums.put(new ChosenKey("reason", "odd", Metric.NPS), Tally.of(new long[] {0, 2}, 1));

    assertThat(told(Suppression.OFF))
        .extracting(ChoiceRow::getChoice)
        .containsExactly("often", "once", "happy", "odd");
    ChoiceRow odd = told(Suppression.OFF).getLast();
    assertThat(odd.getN()).isEqualTo(3);
    assertThat(odd.getAnswered()).isEqualTo(403);
    assertThat(odd.getChosen().getN()).isZero();
    assertThat(odd.getChosen().hasCsat() || odd.hasDifference()).isFalse();
  }

  @Test
  void choiceThatNobodyTookHasAShareOfNoneWithItsInterval() {
    count("", Metric.CSAT, 0, 0, 0, 0, 20);
    count("wait", Metric.CSAT, 0, 0, 0, 0, 20);

    ChoiceRow row =
        new ChoiceRows(new ChoiceCounts(sums), Suppression.OFF)
            .told(Map.of("reason", List.of("form", "wait"), "unanswered", List.of("x"))).stream()
                .filter(each -> each.getChoice().equals("form"))
                .findFirst()
                .orElseThrow();

    assertThat(row.getN()).isZero();
    assertThat(row.getShare()).isZero();
    assertThat(row.getShareHigh()).isCloseTo(16.11, within(0.01));
    assertThat(row.hasDifference()).isFalse();
  }

  @Test
  void fewThatChoseAreHiddenAndSoIsTheNextThatWouldTellThem() {
    count("", Metric.CSAT, 60, 0, 0, 0, 60);
    count("wait", Metric.CSAT, 30, 0, 0, 0, 30);
    count("form", Metric.CSAT, 25, 0, 0, 0, 26);
    count("staff", Metric.CSAT, 5, 0, 0, 0, 4);

    assertThat(shown(TEN)).containsOnly(Map.entry("wait", 60));
    assertThat(told(TEN))
        .filteredOn(ChoiceRow::getSuppressed)
        .allSatisfy(row ->
            assertThat(row)
                .isEqualTo(
                    ChoiceRow.newBuilder()
                        .setQuestion("reason")
                        .setChoice(row.getChoice())
                        .setSuppressed(true)
                        .build()));
  }

  @Test
  void fewThatDidNotChooseAreHiddenToo() {
    count("", Metric.CSAT, 50, 0, 0, 0, 50);
    count("wait", Metric.CSAT, 50, 0, 0, 0, 42);
    count("form", Metric.CSAT, 20, 0, 0, 0, 20);
    count("staff", Metric.CSAT, 30, 0, 0, 0, 30);

    assertThat(shown(TEN)).containsOnly(Map.entry("staff", 60));
  }

  @Test
  void scoresOfFewAreHiddenAlthoughManyChose() {
    sums.put(
        new ChosenKey("reason", "", Metric.CSAT), Tally.of(new long[] {0, 50, 0, 0, 0, 50}, 30));
    sums.put(
        new ChosenKey("reason", "wait", Metric.CSAT), Tally.of(new long[] {0, 3, 0, 0, 0, 1}, 30));
    count("form", Metric.CSAT, 10, 0, 0, 0, 10);
    count("staff", Metric.CSAT, 20, 0, 0, 0, 20);

    assertThat(shown(TEN)).containsOnly(Map.entry("staff", 40));
  }

  @Test
  void nothingIsShownOfAQuestionThatFewAnswered() {
    count("", Metric.CSAT, 4, 0, 0, 0, 5);
    count("wait", Metric.CSAT, 4, 0, 0, 0, 5);

    assertThat(shown(TEN)).isEmpty();
    assertThat(shown(Suppression.OFF)).containsOnly(Map.entry("wait", 9));
  }

  private void count(String choice, Metric metric, long... lowestFirst) {
    sums.put(new ChosenKey("reason", choice, metric), Tally.of(metric, lowestFirst));
  }

  private List<ChoiceRow> told(Suppression suppression) {
    return new ChoiceRows(new ChoiceCounts(sums), suppression).told(Map.of());
  }

  private Map<String, Integer> shown(Suppression suppression) {
    Map<String, Integer> shown = new LinkedHashMap<>();
    told(suppression).stream()
        .filter(row -> !row.getSuppressed())
        .forEach(row -> shown.put(row.getChoice(), row.getN()));
    return shown;
  }
}
