package org.onthaal.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

class SyntheticStreamTest {
  @Test
  void volumeAndSharesAreThoseOfTheWorld() {
    for (World world : World.values()) {
      List<Quarter> days = stream(world, 2000).days(140);
      Tally all =
          days.stream().map(quarter -> quarter.slot().tally()).reduce(Tally.EMPTY, Tally::plus);

      assertThat(all.n() / 140.0).as(world.words()).isCloseTo(2000, within(10.0));
      assertThat((double) all.n(4, 5) / all.n()).as(world.words()).isCloseTo(0.8, within(0.01));
      assertThat(days.stream().mapToDouble(quarter -> quarter.slot().openDays()).sum())
          .isCloseTo(140, within(1e-9));
    }
  }

  @Test
  void dropShiftsTheOddsOfAllScores() {
    SyntheticStream stream = stream(World.S1, 5000);
    Tally all = Tally.EMPTY;
    for (int i = 0; i < 100 * Quarter.A_DAY; i++) {
      all = all.plus(stream.next(0.10).slot().tally());
    }

    // 11 % gave 1 or 2; the odds of 20 % become those of 30 %.
    double odds = 0.11 / 0.89 * (0.3 / 0.7) / (0.2 / 0.8);
    assertThat((double) all.n(4, 5) / all.n()).isCloseTo(0.7, within(0.003));
    assertThat((double) all.n(1, 2) / all.n()).isCloseTo(odds / (1 + odds), within(0.003));
  }

  @Test
  void sameChanceGivesTheSameRatings() {
    Plan plan = new Plan(1, 2, 10);
    Trial.Place place = new Trial.Place(World.S3, 200);
    List<Watching> all = List.of(Watching.values());

    assertThat(new Trial(place, all, 365, plan.random("cell", 0)).falseAlarms(40))
        .isEqualTo(new Trial(place, all, 365, plan.random("cell", 0)).falseAlarms(40));
    assertThat(plan.random("cell", 0).nextLong()).isNotEqualTo(plan.random("cell", 1).nextLong());
    assertThat(plan.random("cell", 0).nextLong()).isNotEqualTo(plan.random("other", 0).nextLong());
  }

  @Test
  void everybodySeesADropOf40Points() {
    Trial trial =
        new Trial(
            new Trial.Place(World.S1, 200),
            List.of(Watching.values()),
            365,
            new SplittableRandom(1));

    assertThat(trial.delays(0.40, Trial.Onset.ANY_TIME)).hasSameSizeAs(Watching.values());
  }

  @Test
  void windowsForgetWhatIsTooOld() {
    WindowWatcher watcher = WindowWatcher.threshold(0.8);
    boolean seen = false;
    for (int i = 0; i < 3 * Quarter.A_DAY; i++) {
      boolean bad = i < Quarter.AN_HOUR;
      seen = watcher.sees(quarter(i, bad ? 10 : 1, bad ? 0 : 1));
      if (i == Quarter.AN_HOUR - 1) {
        assertThat(seen).isTrue();
      }
    }

    assertThat(seen).isFalse();
  }

  @Test
  void studyHasAFigureForEveryPromise() {
    for (Watching ours : Watching.OURS) {
      for (int volume : Plan.VOLUMES) {
        assertThat(Study.falseAlarms(ours, World.S3, volume)).isPresent();
        assertThat(Study.delay(ours, World.S1, volume, 10)).isPresent();
        assertThat(Study.delay(ours, World.S3, volume, 20)).isPresent();
      }
    }
    assertThat(Study.delay(Watching.SCORE, World.S3, 20, 10)).hasValue(8.7);
    assertThat(Study.falseAlarms(Watching.WILSON, World.S3, 5000)).hasValue(19);
    assertThat(Study.falseAlarms(Watching.TERMINAL, World.S1, 20)).isEmpty();
  }

  @Test
  void medianOfFewIsLessCertain() {
    List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

    // Of 100 fair coins 40 or more show heads in 97.5 of 100 throws.
    assertThat(Delays.lowerEnd(hundred)).isEqualTo(40);
    assertThat(Delays.lowerEnd(List.of(3.0, 4.0))).isEqualTo(3);
  }

  @Test
  void brokenPromisesAreNamed() {
    Verdict verdict = new Verdict();
    verdict.atMost("kept", 1, 1);
    verdict.atMost("not a number", Double.NaN, 1);
    verdict.atMost("never seen", Double.POSITIVE_INFINITY, 2);

    assertThat(verdict.checked()).isEqualTo(3);
    assertThat(verdict.broken()).hasSize(2).last().asString().contains("never seen");
  }

  private static SyntheticStream stream(World world, double ratingsPerDay) {
    return new SyntheticStream(world, ratingsPerDay, new SplittableRandom(20261126));
  }

  private static Quarter quarter(int index, int n, int satisfied) {
    return new Quarter(
        index,
        new Slot(Instant.EPOCH, 0.025, Tally.of(Metric.CSAT, n - satisfied, 0, 0, 0, satisfied)),
        n,
        satisfied);
  }
}
