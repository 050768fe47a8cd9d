package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.aggregation.drop.KnownAnswers.Row;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
class EvidenceReferenceTest {
  @Test
  void evidenceAfterEverySlotIsThatOfTheReference() throws IOException {
    List<Row> index = KnownAnswers.rows("edetector_index.csv");

    assertThat(index).hasSize(3);
    int slots = 0;
    for (Row file : index) {
      slots += follow(file);
    }
    assertThat(slots).isEqualTo(270);
  }

  private static int follow(Row file) throws IOException {
    DropDetector detector = new DropDetector(file.number("threshold_days"), false);
    DropState state = DropState.start();
    List<String> alarms = new ArrayList<>();
    List<Row> rows = KnownAnswers.rows(file.text("file"));
    for (Row row : rows) {
      String name = file.text("file") + " " + row.text("slot");
      Slot slot = new Slot(Instant.EPOCH, row.number("dt_days"), row.tally());
      DropDetector.Step step = detector.next(state, slot, reference(file, row.number("ref"), 0));
      assertThat(Math.log(evidenceDays(step.seen())))
          .as(name)
          .isCloseTo(row.number("ln_evidence"), within(1e-9));
      boolean fired = step.seen() instanceof Seen.Fired;
      assertThat(fired).as(name).isEqualTo(row.text("alarm").equals("1"));
      if (fired) {
        alarms.add(row.text("slot"));
      }
      state = step.state();
    }
    assertThat(String.join(";", alarms)).as(file.text("file")).isEqualTo(file.text("alarms"));
    return rows.size();
  }

  private static Reference reference(Row file, double usual, double margin) {
    return new Reference(
        KnownAnswers.points(file.text("metric")),
        usual,
        margin,
        file.number("variance"),
        file.number("phi"));
  }

  static double evidenceDays(Seen seen) {
    return switch (seen) {
      case Seen.Inactive(double days) -> days;
      case Seen.Unusual(Drop drop) -> drop.evidenceDays();
      case Seen.Fired(Drop drop) -> drop.evidenceDays();
      case Seen.Firing(_, double days) -> days;
      case Seen.Recovering(_, double days) -> days;
      case Seen.Resolved(_, double days) -> days;
    };
  }

  @Test
  void evidenceRatingByRatingIsThatOfAnIndependentPackage() throws IOException {
    List<Row> rows = KnownAnswers.rows("edetector_stcpR6.csv");
    Reference satisfied = new Reference(Points.SATISFIED, 0.78, 0, 0.16, 1);
    Reference score = new Reference(Points.SCORE, 0.7759, 0, 0.08, 1);

    assertThat(rows).hasSize(40);
    DropEvidence bySatisfied = DropEvidence.NONE;
    DropEvidence byScore = DropEvidence.NONE;
    for (Row row : rows) {
      Tally four = Tally.of(Metric.CSAT, 0, 0, 0, 1, 0);
      Tally one = Tally.of(Metric.CSAT, 1, 0, 0, 0, 0);
      bySatisfied =
          bySatisfied.next(
              new Slot(Instant.EPOCH, 1, row.whole("csat_x") == 1 ? four : one), satisfied);
      long[] counts = new long[5];
      counts[row.whole("rating_1to5") - 1] = 1;
      byScore = byScore.next(new Slot(Instant.EPOCH, 1, Tally.of(Metric.CSAT, counts)), score);
      assertThat(Math.log(bySatisfied.days()))
          .as(row.text("i"))
          .isCloseTo(row.number("ln_e_csat_ref0.78_var0.16"), within(1e-9));
      assertThat(Math.log(byScore.days()))
          .as(row.text("i"))
          .isCloseTo(row.number("ln_e_score_ref0.7759_var0.08"), within(1e-9));
    }
  }

  @Test
  void alarmAndRecoveryAreThoseOfTheReference() throws IOException {
    List<Row> index = KnownAnswers.rows("recovery_index.csv");

    assertThat(index).hasSize(1);
    Row file = index.getFirst();
    assertThat(DropDetector.RESOLVED_DAYS).isEqualTo(file.number("recover_days"));
    DropDetector detector = new DropDetector(file.number("threshold_days"), true);
    DropState state = DropState.start();
    List<Row> rows = KnownAnswers.rows(file.text("file"));
    assertThat(rows).hasSize(180);
    for (Row row : rows) {
      Slot slot = new Slot(Instant.EPOCH, row.number("dt_days"), row.tally());
      Reference reference = reference(file, row.number("baseline_mean"), row.number("margin"));
      DropDetector.Step step = detector.next(state, slot, reference);
      state = step.state();
      assertThat(Math.log(evidenceDays(step.seen())))
          .as(row.text("slot"))
          .isCloseTo(row.number("ln_evidence"), within(1e-9));
      assertThat(event(step.seen())).as(row.text("slot")).isEqualTo(row.text("event"));
      assertThat(state(state)).as(row.text("slot")).isEqualTo(row.text("state"));
      assertThat(dropClass(state)).as(row.text("slot")).isEqualTo(row.text("drop_class"));
    }
  }

  private static String event(Seen seen) {
    return switch (seen) {
      case Seen.Fired _ -> "fired";
      case Seen.Resolved _ -> "resolved";
      case Seen.Inactive _, Seen.Unusual _, Seen.Firing _, Seen.Recovering _ -> "";
    };
  }

  /// The reference knows no state between the two.
  private static String state(DropState state) {
    return state instanceof DropState.Fallen ? "firing" : "inactive";
  }

  private static String dropClass(DropState state) {
    return state instanceof DropState.Fallen(Drop drop, _) ? String.valueOf(drop.size()) : "";
  }
}
