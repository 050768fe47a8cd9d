package org.onthaal.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(Statistics.median(List.of(9.0, 1.0, 5.0, 7.0))).isEqualTo(6.0);
    assertThat(Statistics.median(List.of(3.0))).isEqualTo(3.0);
  }

  @Test
  void percentileIsTheNearestRank() {
    List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

    assertThat(Statistics.percentile(hundred, 50)).isEqualTo(50.0);
    assertThat(Statistics.percentile(hundred, 99)).isEqualTo(99.0);
    assertThat(Statistics.percentile(hundred, 100)).isEqualTo(100.0);
    assertThat(Statistics.percentile(hundred, 0)).isEqualTo(1.0);
    assertThat(Statistics.percentile(List.of(4.0, 2.0), 99)).isEqualTo(4.0);
  }

  @Test
  void ratiosPairTheRounds() {
    assertThat(Statistics.ratios(List.of(10.0, 30.0), List.of(5.0, 10.0)))
        .containsExactly(2.0, 3.0);
  }

  @Test
  void ratioOfUnequallyManyRoundsIsThatOfTheMedians() {
    assertThat(Statistics.ratios(List.of(10.0, 20.0, 90.0), List.of(5.0))).containsExactly(4.0);
    assertThat(Statistics.ratios(List.of(), List.of(5.0))).isEmpty();
  }

  @Test
  void nothingHasNoMedianAndNoPercentile() {
    assertThatThrownBy(() -> Statistics.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Statistics.percentile(List.of(), 50))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
