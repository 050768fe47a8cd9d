package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.aggregation.drop.KnownAnswers.Row;
import org.onthaal.aggregation.measure.Tally;

@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
class BaselineReferenceTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final int LEARNING_DAYS = 28;
  private static final int DAYS = 178;

  @Test
  void baselineIsThatOfTheReference() throws IOException {
    List<Slot> slots = new ArrayList<>();
    for (Row row : KnownAnswers.rows("baseline_small_input.csv")) {
      assertThat(row.whole("dow")).isEqualTo(row.whole("day") % 7);
      slots.add(KnownAnswers.hour(row.whole("day"), row.whole("hour"), row.tally()));
    }
    SeasonalBaseline baseline = learn(Points.SATISFIED, slots);

    List<Row> rows = KnownAnswers.rows("baseline_small_expected_csat.csv");
    assertThat(slots).hasSize(280);
    assertThat(rows).hasSize(76);
    for (Row row : rows) {
      double value =
          switch (row.text("item")) {
            case "m" -> baseline.mean();
            case "var" -> baseline.variance();
            case "se" ->
                Math.sqrt(
                    baseline.overdispersion() * baseline.variance() / baseline.histogram().n());
            case "phi" -> baseline.overdispersion();
            case "N" -> baseline.histogram().n();
            case "margin" -> baseline.margin();
            case "ref" -> reference(baseline, row.whole("dow"), row.whole("hour"));
            default -> throw new IllegalArgumentException(row.text("item"));
          };
      assertThat(value).as(row.toString()).isCloseTo(row.number("value"), CLOSE);
    }
  }

  private static double reference(SeasonalBaseline baseline, int weekday, int hour) {
    return baseline.at(KnownAnswers.hour(weekday, hour, Tally.EMPTY).start()).value();
  }

  private static SeasonalBaseline learn(Points points, List<Slot> slots) {
    return SeasonalBaseline.learn(points, ZoneOffset.UTC, slots, SeasonalBaseline.STANDARD_ERRORS)
        .orElseThrow();
  }

  @Test
  void streamsAreJudgedAsInTheReference() throws IOException {
    Map<String, Map<Integer, Tally>> streams = new HashMap<>();
    List<Row> ratings = KnownAnswers.rows("streams.csv.gz");
    for (Row row : ratings) {
      streams
          .computeIfAbsent(row.text("stream"), name -> new HashMap<>())
          .put(row.whole("day") * 24 + row.whole("hour"), row.tally());
    }

    List<Row> expected = KnownAnswers.rows("streams_expected.csv");
    assertThat(ratings).hasSize(20_188);
    assertThat(streams).hasSize(12);
    assertThat(expected).hasSize(24);
    for (Row row : expected) {
      follow(row, streams.getOrDefault(row.text("stream"), Map.of()));
    }
  }

  private static void follow(Row expected, Map<Integer, Tally> ratings) {
    String name = expected.text("stream") + " " + expected.text("metric");
    SeasonalBaseline baseline =
        learn(KnownAnswers.points(expected.text("metric")), hours(0, LEARNING_DAYS, ratings));
    assertThat(baseline.mean()).as(name).isCloseTo(expected.number("baseline_mean"), CLOSE);
    assertThat(baseline.variance()).as(name).isCloseTo(expected.number("variance"), CLOSE);
    assertThat(baseline.overdispersion()).as(name).isCloseTo(expected.number("phi"), CLOSE);
    assertThat(baseline.margin()).as(name).isCloseTo(expected.number("margin"), CLOSE);

    DropDetector detector = new DropDetector(DropDetector.THRESHOLD_DAYS, false);
    DropState state = DropState.start();
    List<String> alarms = new ArrayList<>();
    Map<String, Double> evidence = new HashMap<>();
    for (Slot slot : hours(LEARNING_DAYS, DAYS, ratings)) {
      DropDetector.Step step = detector.next(state, slot, baseline.at(slot.start()));
      state = step.state();
      evidence.put(time(slot), Math.log(EvidenceReferenceTest.evidenceDays(step.seen())));
      if (step.seen() instanceof Seen.Fired) {
        alarms.add(time(slot));
      }
    }
    assertThat(evidence.get("60:17"))
        .as(name)
        .isCloseTo(expected.number("ln_evidence_day60_17h"), within(1e-8));
    assertThat(evidence.get("120:17"))
        .as(name)
        .isCloseTo(expected.number("ln_evidence_day120_17h"), within(1e-8));
    assertThat(String.join(";", alarms)).as(name).isEqualTo(expected.text("alarms_day_hour"));
  }

  /// Every hour from 8 to 18, with or without ratings.
  private static List<Slot> hours(int fromDay, int toDay, Map<Integer, Tally> ratings) {
    List<Slot> slots = new ArrayList<>();
    for (int day = fromDay; day < toDay; day++) {
      for (int hour = 8; hour < 18; hour++) {
        slots.add(KnownAnswers.hour(day, hour, ratings.getOrDefault(day * 24 + hour, Tally.EMPTY)));
      }
    }
    return slots;
  }

  private static String time(Slot slot) {
    long hours = (slot.start().getEpochSecond() - KnownAnswers.DAY_0.getEpochSecond()) / 3600;
    return "%d:%02d".formatted(hours / 24, hours % 24);
  }
}
