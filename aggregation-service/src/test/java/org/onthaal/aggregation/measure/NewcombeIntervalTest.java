package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.testkit.ReferenceData;

class NewcombeIntervalTest {
  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void intervalsAreThoseOfTheReference() throws IOException {
    List<String[]> rows =
        Files.readAllLines(ReferenceData.path("kat/difference_ci.csv")).stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[0].equals("newcombe") && cells[5].equals("0.95"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(3);
    for (String[] cells : rows) {
      Estimate difference =
          difference(
              Long.parseLong(cells[1]),
              Long.parseLong(cells[2]),
              Long.parseLong(cells[3]),
              Long.parseLong(cells[4]));
      var tolerance = within(Double.parseDouble(cells[8]));
      String name = String.join(",", cells);
      assertThat(difference.low()).as(name).isCloseTo(Double.parseDouble(cells[6]), tolerance);
      assertThat(difference.high()).as(name).isCloseTo(Double.parseDouble(cells[7]), tolerance);
    }
  }

  @Test
  void differenceOfEqualSharesIsSymmetric() {
    Estimate difference = difference(5, 10, 5, 10);

    // Wilson's interval of 5 of 10 is 0.2365930905 to 0.7634069095.
    double half = Math.hypot(0.2634069095, 0.2634069095);
    assertThat(difference.value()).isZero();
    assertThat(difference.low()).isCloseTo(-half, within(1e-9));
    assertThat(difference.high()).isCloseTo(half, within(1e-9));
    assertThat(difference.n()).isEqualTo(20);
  }

  @Test
  void swappingTheSharesSwapsTheEnds() {
    Estimate difference = difference(3, 17, 40, 90);
    Estimate swapped = difference(40, 90, 3, 17);

    assertThat(swapped.low()).isCloseTo(-difference.high(), within(1e-15));
    assertThat(swapped.high()).isCloseTo(-difference.low(), within(1e-15));
  }

  @Test
  void intervalStaysBetweenMinusOneAndOne() {
    for (long n = 1; n < 40; n++) {
      for (long m = 1; m < 40; m++) {
        Estimate most = difference(n, n, 0, m);
        assertThat(most.high()).isEqualTo(1);
        assertThat(most.low()).isBetween(-1.0, 1.0);
        assertThat(difference(0, n, m, m).low()).isEqualTo(-1);
      }
    }
  }

  private static Estimate difference(long x1, long n1, long x2, long n2) {
    return NewcombeInterval.of(WilsonInterval.of(x1, n1), WilsonInterval.of(x2, n2));
  }
}
