package org.onthaal.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  @Test
  void ratioIsTheMedianOfTheRatiosWithinEachRound() {
    Results results = new Results("peer");
    double[][] rounds = {{100, 500}, {200, 800}, {50, 300}};
    for (double[] round : rounds) {
      results.add("peer", rate(round[0]));
      results.add("unary", rate(round[1]));
    }

    assertThat(results.ratio("unary")).isEqualTo(5.0); // of 5, 4 and 6
    assertThat(results.ratio("peer")).isEqualTo(1.0);
  }

  @Test
  void tableAndFileNameEveryCell() {
    Results results = new Results("peer");
    results.add("peer", rate(100));
    results.add("batch-100", rate(900));

    assertThat(results.table()).contains("peer").contains("batch-100").contains("9.00");
    assertThat(results.json(Map.of("processor", "some \"fast\" one")))
        .contains("\"batch-100\": {\"ratio\": 9.000")
        .contains("some 'fast' one");
  }

  private static Measurement rate(double perSecond) {
    return new Measurement(perSecond, 1, 2, 0, 3, 4, 5);
  }
}
