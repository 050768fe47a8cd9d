package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

class DropEvidenceTest {
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final double[] SHARES = {0.06, 0.05, 0.09, 0.30, 0.50};
  private static final double[] WORSE = {0.12, 0.09, 0.14, 0.32, 0.33};

  @Test
  void emptySlotsAddTheirOpeningTime() {
    for (long seed = 0; seed < 50; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      DropEvidence evidence = DropEvidence.NONE.next(slot(0, ratings(random, 30, WORSE)), fair(2));
      for (int i = 1; i < 20; i++) {
        double openDays = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        DropEvidence next =
            evidence.next(new Slot(START, openDays, Tally.EMPTY), fair(1 + random.nextDouble()));
        assertThat(next.days())
            .as("seed " + seed)
            .isCloseTo(evidence.days() + openDays, within(1e-9));
        evidence = next;
      }
    }
  }

  @Test
  void answersOfASlotMayComeInAnyOrder() {
    for (long seed = 0; seed < 50; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      List<Tally> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(ratings(random, 1, SHARES));
      }
      DropEvidence before = DropEvidence.NONE.next(slot(0, ratings(random, 9, WORSE)), fair(1));
      DropEvidence first = before.next(slot(1, sum(answers)), fair(1));
      Collections.shuffle(answers, random);

      assertThat(before.next(slot(1, sum(answers)), fair(1))).as("seed " + seed).isEqualTo(first);
    }
  }

  @Test
  void evidenceOfAFairStreamIsNoMoreThanTheElapsedDays() {
    int days = 4;
    int streams = 20_000;
    double[] sums = new double[days];
    for (long seed = 0; seed < streams; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      DropEvidence evidence = DropEvidence.NONE;
      for (int hour = 0; hour < days * 10; hour++) {
        evidence = evidence.next(slot(hour, ratings(random, random.nextInt(5), SHARES)), fair(1));
        if (hour % 10 == 9) {
          sums[hour / 10] += evidence.days();
        }
      }
    }
    for (int day = 0; day < days; day++) {
      // A few streams hold much of it, so that even so many leave the mean uncertain.
      assertThat(sums[day] / streams).isBetween((day + 1) * 0.85, (day + 1) * 1.1);
    }
  }

  @Test
  void overdispersionOnlyLowersTheEvidenceOfAFairStream() {
    int streams = 5_000;
    double sum = 0;
    for (long seed = 0; seed < streams; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      DropEvidence evidence = DropEvidence.NONE;
      for (int hour = 0; hour < 40; hour++) {
        evidence = evidence.next(slot(hour, ratings(random, 2, SHARES)), fair(1.5));
      }
      sum += evidence.days();
    }

    assertThat(sum / streams).isLessThan(4);
  }

  @Test
  void evidenceOfRecoveryIsNoMoreThanTheElapsedDaysWhileTheDropLasts() {
    int streams = 10_000;
    // A drop of which exactly half still lasts: the mean lies where recovery is not yet claimed.
    double drop = 0.066;
    Reference reference = new Reference(Points.SCORE, mean(SHARES) + drop / 2, 0.0066, 0.085, 1);
    double sum = 0;
    for (long seed = 0; seed < streams; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Recovery recovery = Recovery.NONE;
      for (int hour = 0; hour < 30; hour++) {
        recovery =
            recovery.next(slot(hour, ratings(random, random.nextInt(5), SHARES)), reference, drop);
      }
      sum += recovery.days();
    }

    assertThat(sum / streams).isBetween(3 * 0.9, 3 * 1.1);
  }

  @Test
  void onsetIsWhereTheStrongestBetBeganToWin() {
    int changed = 200;
    List<Long> distances = new ArrayList<>();
    for (long seed = 0; seed < 200; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      DropEvidence evidence = DropEvidence.NONE;
      for (int hour = 0; evidence.days() < 365; hour++) {
        double[] shares = hour < changed ? SHARES : WORSE;
        evidence = evidence.next(slot(hour, ratings(random, 20, shares)), fair(1));
      }
      Instant onset = evidence.strongest(Points.SCORE).onset();
      distances.add(
          Math.abs(onset.getEpochSecond() - slot(changed, Tally.EMPTY).start().getEpochSecond())
              / 3600);
    }
    Collections.sort(distances);

    assertThat(distances.get(100)).as("median hours from the change").isLessThan(6L);
  }

  @Test
  void anyNumberOfAnswersStaysANumber() {
    Slot worst = new Slot(START, 0, Tally.of(Metric.CSAT, 10_000_000, 0, 0, 0, 0));
    Slot best = new Slot(START, 0.1, Tally.of(Metric.CSAT, 0, 0, 0, 0, 10_000_000));
    Reference high = new Reference(Points.SATISFIED, 0.97, 0, 0.005, 1);

    DropEvidence first = DropEvidence.NONE.next(worst, high);
    DropEvidence second = DropEvidence.NONE.next(slot(0, Tally.EMPTY), high).next(worst, high);
    DropEvidence third = second.next(best, high).next(slot(1, Tally.EMPTY), high);

    assertThat(first.days()).isZero();
    assertThat(second.next(worst, high).days()).isGreaterThan(1e200).isFinite();
    assertThat(second.strongest(Points.SATISFIED).size()).isEqualTo(0.40);
    assertThat(third.days()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DropEvidence.Bet(Double.NaN, 0, START));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DropEvidence.Bet(1, Double.NaN, START));
    assertThatIllegalArgumentException().isThrownBy(() -> new DropEvidence(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Recovery(List.of(1.0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Slot(START, -0.1, Tally.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Slot(START, 1, Tally.of(Metric.CSAT, 0, 0, -1, 0, 3)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reference(Points.SCORE, 0.8, 0, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reference(Points.SCORE, 0.8, 0, 0.1, 0.9));
  }

  private static Reference fair(double overdispersion) {
    return new Reference(Points.SCORE, mean(SHARES), 0, 0.085, overdispersion);
  }

  private static double mean(double[] shares) {
    double mean = 0;
    for (int i = 0; i < shares.length; i++) {
      mean += shares[i] * i / 4;
    }
    return mean;
  }

  static Slot slot(int hour, Tally tally) {
    return new Slot(START.plusSeconds(hour * 3600L), 0.1, tally);
  }

  private static Tally sum(List<Tally> tallies) {
    return tallies.stream().reduce(Tally.EMPTY, Tally::plus);
  }

  private static Tally ratings(RandomGenerator random, int count, double[] shares) {
    long[] counts = new long[5];
    for (int i = 0; i < count; i++) {
      double dice = random.nextDouble();
      int score = 0;
      while (score < 4 && dice >= shares[score]) {
        dice -= shares[score++];
      }
      counts[score]++;
    }
    return Tally.of(Metric.CSAT, counts);
  }
}
