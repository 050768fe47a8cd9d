package org.onthaal.aggregation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.ScoreRow;

class AnswerRowsTest {
  private static final Suppression TEN = new Suppression(10);
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  void withoutSuppressionEveryRowIsShown() {
    assertThat(shown(Suppression.OFF, row(0, "permit", "WEB", 1), row(0, "permit", "PHONE", 9)))
        .containsExactly(1, 9);
  }

  @Test
  void fewAloneAreHidden() {
    assertThat(shown(TEN, row(0, "permit", "WEB", 9))).containsExactly(0);
    assertThat(shown(TEN, row(0, "permit", "WEB", 10))).containsExactly(10);
  }

  @Test
  void nextSmallestOfTheSameTotalIsHiddenToo() {
    assertThat(
            shown(
                TEN,
                row(0, "permit", "KIOSK", 9),
                row(0, "permit", "PHONE", 44),
                row(0, "permit", "WEB", 120)))
        .containsExactly(0, 0, 120);
  }

  @Test
  void partOfOneServiceIsNotToldByTheTotalOfItsChannel() {
    // Hiding PHONE of permit beside its KIOSK leaves one hidden under PHONE and one under KIOSK.
    assertThat(
            shown(
                TEN,
                row(0, "permit", "KIOSK", 3),
                row(0, "permit", "PHONE", 20),
                row(0, "permit", "WEB", 90),
                row(0, "tax", "KIOSK", 30),
                row(0, "tax", "PHONE", 40),
                row(0, "tax", "WEB", 95)))
        .containsExactly(0, 0, 90, 0, 0, 95);
  }

  @Test
  void dayIsNotToldByTheWholeRange() {
    assertThat(
            shown(
                TEN,
                row(0, "permit", "WEB", 50),
                row(1, "permit", "WEB", 4),
                row(2, "permit", "WEB", 30)))
        .containsExactly(50, 0, 0);
  }

  @Test
  void metricsAreNoPartsOfOneTotal() {
    WindowTally few = row(0, "permit", "WEB", 4);
    WindowTally nps =
        new WindowTally(
            0,
            few.start(),
            few.end(),
            few.group(),
            Metric.NPS,
            Tally.of(Metric.NPS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50),
            true);

    assertThat(shown(TEN, few, nps)).containsExactly(0, 50);
  }

  @Test
  void periodBeforeThatIsHiddenIsNotTold() {
    List<WindowTally> now = List.of(row(1, "permit", "WEB", 50), row(1, "tax", "WEB", 60));
    List<WindowTally> before =
        List.of(
            earlier(row(1, "permit", "WEB", 4)),
            earlier(row(1, "tax", "WEB", 70)),
            earlier(row(1, "waste", "WEB", 80)));

    List<ScoreRow> rows = new AnswerRows(now, Optional.of(before), TEN).told(ZoneOffset.UTC, false);

    assertThat(rows).extracting(ScoreRow::getN).containsExactly(50, 60);
    assertThat(rows).noneMatch(row -> row.hasPreviousN() || row.hasDifference());
  }

  @Test
  void periodThatIsBothNowAndBeforeIsHiddenInBoth() {
    // Monday to Wednesday, and Sunday to Tuesday before: Tuesday is hidden beside Wednesday only
    // now, but would be told as the day before Wednesday.
    List<WindowTally> now =
        List.of(
            row(0, "permit", "WEB", 70), row(1, "permit", "WEB", 20), row(2, "permit", "WEB", 4));
    List<WindowTally> before =
        List.of(
            earlier(row(0, "permit", "WEB", 90)),
            earlier(row(1, "permit", "WEB", 70)),
            earlier(row(2, "permit", "WEB", 20)));

    List<ScoreRow> rows = new AnswerRows(now, Optional.of(before), TEN).told(ZoneOffset.UTC, false);

    // Tuesday alone hidden in the earlier days would be told by their total, so Monday goes too.
    assertThat(rows).allMatch(ScoreRow::getSuppressed);
  }

  @Test
  void everythingIsNewsWhereOneRowMayHideAnother() {
    List<WindowTally> rows =
        List.of(
            row(0, "permit", "KIOSK", 10),
            unchanged(row(0, "permit", "PHONE", 44)),
            unchanged(row(0, "permit", "WEB", 120)));

    assertThat(new AnswerRows(rows, Optional.empty(), TEN).told(ZoneOffset.UTC, true)).hasSize(3);
    assertThat(new AnswerRows(rows, Optional.empty(), Suppression.OFF).told(ZoneOffset.UTC, true))
        .hasSize(1);
    assertThat(
            new AnswerRows(
                    rows.subList(1, 3), Optional.of(List.of(unchanged(rows.getFirst()))), TEN)
                .told(ZoneOffset.UTC, true))
        .isEmpty();
  }

  /// With the totals by service, by channel and over the days in hand, nobody finds a hidden row by
  /// one subtraction.
  @Test
  void noTotalHasOneHiddenPartAlone() {
    Random random = new Random(20261126);
    for (int round = 0; round < 500; round++) {
      List<WindowTally> rows = new ArrayList<>();
      for (int day = 0; day < 3; day++) {
        for (String service : List.of("permit", "tax", "waste")) {
          for (String channel : List.of("KIOSK", "PHONE", "WEB")) {
            int n = random.nextInt(4) == 0 ? 1 + random.nextInt(9) : 10 + random.nextInt(90);
            rows.add(row(day, service, channel, n));
          }
        }
      }
      List<ScoreRow> told = new AnswerRows(rows, Optional.empty(), TEN).told(ZoneOffset.UTC, false);
      Map<String, Integer> sums = new HashMap<>();
      Map<String, Integer> hidden = new HashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        ScoreRow row = told.get(i);
        int n = Math.toIntExact(rows.get(i).tally().n());
        assertThat(row.getSuppressed() || n >= 10).isTrue();
        for (String total :
            List.of(
                row.getStart() + row.getService(),
                row.getStart() + row.getChannel(),
                row.getService() + row.getChannel())) {
          sums.merge(total, n, Integer::sum);
          hidden.merge(total, row.getSuppressed() ? 1 : 0, Integer::sum);
        }
      }
      sums.forEach((total, n) -> {
        if (n >= 10) {
          assertThat(hidden.get(total)).as(total).isNotEqualTo(1);
        }
      });
    }
  }

  /// What is told as n; 0 where it is hidden.
  private static List<Integer> shown(Suppression suppression, WindowTally... rows) {
    return new AnswerRows(List.of(rows), Optional.empty(), suppression)
        .told(ZoneOffset.UTC, false).stream()
            .peek(row -> assertThat(row.getSuppressed()).isEqualTo(row.getN() == 0))
            .map(ScoreRow::getN)
            .toList();
  }

  private static WindowTally row(int day, String service, String channel, int n) {
    Instant start = MONDAY.plus(Duration.ofDays(day));
    return new WindowTally(
        day,
        start,
        start.plus(Duration.ofDays(1)),
        Map.of(Dimension.SERVICE, service, Dimension.CHANNEL, channel),
        Metric.CSAT,
        Tally.of(Metric.CSAT, 0, 0, 0, 0, n),
        true);
  }

  /// The same window of an answer, one day earlier.
  private static WindowTally earlier(WindowTally row) {
    return new WindowTally(
        row.window(),
        row.start().minus(Duration.ofDays(1)),
        row.start(),
        row.group(),
        row.metric(),
        row.tally(),
        row.changed());
  }

  private static WindowTally unchanged(WindowTally row) {
    return new WindowTally(
        row.window(), row.start(), row.end(), row.group(), row.metric(), row.tally(), false);
  }
}
