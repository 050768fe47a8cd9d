package org.onthaal.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.onthaal.bench.rig.Findings;

class ResultsTest {
  @Test
  void ratioIsTheMedianOfTheRatiosWithinEachRound() {
    Results results = new Results(cell -> "peer");
    double[][] rounds = {{100, 500}, {200, 800}, {50, 300}};
    for (double[] round : rounds) {
      results.add("peer", rate(round[0]));
      results.add("unary", rate(round[1]));
    }

    assertThat(results.ratio("unary")).isEqualTo(5.0); // of 5, 4 and 6
    assertThat(results.ratio("peer")).isEqualTo(1.0);
  }

  @Test
  void eachCellIsComparedWithItsOwnBase() {
    Results results = new Results(cell -> cell.endsWith("-64") ? "peer-64" : "peer-1");
    results.add("peer-1", rate(10));
    results.add("peer-64", rate(100));
    results.add("unary-1", rate(20));
    results.add("unary-64", rate(500));

    assertThat(results.ratio("unary-1")).isEqualTo(2.0);
    assertThat(results.ratio("unary-64")).isEqualTo(5.0);
  }

  @Test
  void tableAndFindingsNameEveryCell() {
    Results results = new Results(cell -> "peer");
    results.add("peer", rate(100));
    results.add("batch-100", rate(900));

    assertThat(results.table()).contains("peer").contains("batch-100").contains("9.00");
    Findings findings = results.findings("intake");
    assertThat(findings.ratios()).containsEntry("intake.batch-100 / peer", 9.0);
    assertThat(findings.figure("intake.batch-100.perSecond")).containsExactly(900.0);
    assertThat(findings.figure("intake.peer.serviceMicros")).containsExactly(7.0);
  }

  private static Measurement rate(double perSecond) {
    return new Measurement(perSecond, 1, 2, 0, new Measurement.Cost(3, 4, 5, 175));
  }
}
