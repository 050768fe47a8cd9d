package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

class BaselineTest {
  @Test
  void answersAreWorthFrom0To1() {
    assertThat(List.of(Points.SATISFIED.of(3), Points.SATISFIED.of(4))).containsExactly(0.0, 1.0);
    assertThat(List.of(Points.SCORE.of(1), Points.SCORE.of(4))).containsExactly(0.0, 0.75);
    assertThat(
            List.of(
                Points.NET_PROMOTER.of(6),
                Points.NET_PROMOTER.of(7),
                Points.NET_PROMOTER.of(8),
                Points.NET_PROMOTER.of(9)))
        .containsExactly(0.0, 0.5, 0.5, 1.0);
    assertThat(List.of(Points.EFFORT.of(1), Points.EFFORT.of(4), Points.EFFORT.of(7)))
        .containsExactly(0.0, 0.5, 1.0);
    assertThat(List.of(Points.THUMBS.of(0), Points.THUMBS.of(1))).containsExactly(0.0, 1.0);
    assertThatIllegalArgumentException().isThrownBy(() -> Points.SCORE.of(0));
  }

  @Test
  void varianceOfAFixedTargetIsThatOfAShareAndLessWithMorePoints() {
    Reference share = new FixedTarget(Points.SATISFIED, 0.8).at(Instant.EPOCH);
    Reference score = new FixedTarget(Points.SCORE, 0.8).at(Instant.EPOCH);

    assertThat(share).isEqualTo(new Reference(Points.SATISFIED, 0.8, 0, 0.8 * (1 - 0.8), 1));
    assertThat(share.value()).isEqualTo(0.8);
    assertThat(score.variance()).isCloseTo(0.08, within(1e-12));
    assertThatIllegalArgumentException().isThrownBy(() -> new FixedTarget(Points.SATISFIED, 0.98));
  }

  @Test
  void orderOfTheSlotsDoesNotMatter() {
    List<Slot> slots = weeks(4, 3);
    SeasonalBaseline first = learn(slots);
    Collections.shuffle(slots, new Random(1));

    assertThat(learn(slots)).isEqualTo(first);
  }

  @Test
  void withoutAnswersNothingIsLearnt() {
    assertThat(
            SeasonalBaseline.learn(
                Points.SCORE,
                ZoneOffset.UTC,
                List.of(KnownAnswers.hour(0, 8, Tally.EMPTY)),
                SeasonalBaseline.STANDARD_ERRORS))
        .isEmpty();
  }

  @Test
  void hoursAreLocalOnBothSidesOfAChangeOfTheClock() {
    ZoneId brussels = ZoneId.of("Europe/Brussels");
    List<Slot> slots = new ArrayList<>();
    for (int day = 0; day < 28; day++) {
      LocalDate date = LocalDate.of(2026, 3, 16).plusDays(day);
      Instant morning = date.atTime(9, 0).atZone(brussels).toInstant();
      Instant evening = date.atTime(17, 0).atZone(brussels).toInstant();
      slots.add(new Slot(morning, 0.5, Tally.of(Metric.CSAT, 0, 0, 0, 0, 100)));
      slots.add(new Slot(evening, 0.5, Tally.of(Metric.CSAT, 50, 0, 0, 0, 50)));
    }
    SeasonalBaseline baseline =
        SeasonalBaseline.learn(Points.SATISFIED, brussels, slots, 1).orElseThrow();

    assertThat(baseline.period())
        .isEqualTo(new LearningPeriod(LocalDate.of(2026, 3, 16), LocalDate.of(2026, 4, 12)));
    for (Slot slot : slots) {
      boolean isMorning = slot.start().atZone(brussels).getHour() == 9;
      double usual = baseline.at(slot.start()).usual();
      assertThat(usual).isBetween(isMorning ? 0.9 : 0.5, isMorning ? 0.97 : 0.6);
    }
  }

  @Test
  void expectedRatingsFollowWeekdayAndHour() {
    SeasonalBaseline baseline = learn(weeks(8, 40));

    double saturday = 0;
    double monday = 0;
    double week = 0;
    for (int day = 0; day < 7; day++) {
      for (int hour = 8; hour < 18; hour++) {
        double expected = baseline.expectedRatings(KnownAnswers.hour(day, hour, Tally.EMPTY));
        week += expected;
        monday += day == 0 ? expected : 0;
        saturday += day == 5 ? expected : 0;
      }
    }

    // Forty an hour, on Saturdays twenty.
    assertThat(week).isCloseTo(6 * 400 + 200, within(20.0));
    assertThat(monday).isCloseTo(400, within(10.0));
    assertThat(saturday).isCloseTo(200, within(10.0));
    assertThat(baseline.volume().overdispersion()).isEqualTo(1);
    assertThat(baseline.expectedRatings(new Slot(KnownAnswers.DAY_0, 0, Tally.EMPTY))).isZero();
  }

  @Test
  void missingRatingsAreCountedUntilSomebodyAnswers() {
    NoRatings missed = NoRatings.NONE;
    for (int hour = 0; hour < 5; hour++) {
      missed = missed.next(KnownAnswers.hour(0, hour, Tally.EMPTY), 2);
    }
    Tally dontKnow = Tally.of(new long[0], 1);

    assertThat(missed.lasts(NoRatings.needed(20, 365, 1))).isTrue();
    assertThat(missed.lasts(NoRatings.needed(20, 365, 1.2))).isFalse();
    assertThat(missed.next(KnownAnswers.hour(0, 6, dontKnow), 2)).isEqualTo(NoRatings.NONE);
    assertThat(NoRatings.needed(0, 365, 1)).isEqualTo(1);
  }

  @Test
  void learningPeriodGrowsByWeeksUntilThereAreEnoughRatings() {
    LocalDate today = LocalDate.of(2026, 11, 26);

    LearningPeriod many = LearningPeriod.before(today, day -> 200);
    LearningPeriod few = LearningPeriod.before(today, day -> 50);
    LearningPeriod none = LearningPeriod.before(today, day -> 0);

    assertThat(many)
        .isEqualTo(new LearningPeriod(LocalDate.of(2026, 10, 22), LocalDate.of(2026, 11, 18)));
    assertThat(few.firstDay()).isEqualTo(few.lastDay().minusDays(63 - 1));
    assertThat(none.firstDay()).isEqualTo(none.lastDay().minusDays(182 - 1));
  }

  @Test
  void highThresholdsHaveTheWiderMargin() {
    assertThat(SeasonalBaseline.standardErrors(365)).isEqualTo(1);
    assertThat(SeasonalBaseline.standardErrors(7500)).isEqualTo(1.645);
  }

  @Test
  void planTellsWhatCannotBeProven() {
    Tally few = Tally.of(Metric.CSAT, 6, 5, 9, 30, 50);
    Tally unhappy = Tally.of(Metric.CSAT, 850, 50, 50, 30, 20);

    assertThat(DetectionPlan.of(outlook(few), 0.05, 365))
        .isInstanceOf(DetectionPlan.NotProvable.class);
    assertThat(DetectionPlan.of(outlook(few), 0.30, 365))
        .isInstanceOf(DetectionPlan.Provable.class);
    assertThat(DetectionPlan.of(outlook(unhappy), 0.10, 365))
        .isEqualTo(new DetectionPlan.MoreThanThereIs(0.05));
  }

  @Test
  void shiftKeepsTheOddsProportional() {
    Tally histogram = Tally.of(Metric.CSAT, 60, 50, 0, 390, 500);
    double[] shares = ProportionalOdds.of(Metric.CSAT, histogram).withMean(Points.SATISFIED, 0.79);

    assertThat(shares[3] + shares[4]).isCloseTo(0.79, within(1e-12));
    assertThat(shares[2]).isCloseTo(0, within(1e-12));
    double oddsOf1 = shares[0] / (1 - shares[0]) / (0.06 / 0.94);
    double oddsOf4 = (1 - shares[4]) / shares[4] / (0.5 / 0.5);
    assertThat(oddsOf1).isCloseTo(oddsOf4, within(1e-9));
  }

  private static DetectionPlan.Outlook outlook(Tally histogram) {
    return DetectionPlan.Outlook.of(Points.SCORE, histogram, 1, 1, 20);
  }

  private static SeasonalBaseline learn(List<Slot> slots) {
    return SeasonalBaseline.learn(Points.SCORE, ZoneOffset.UTC, slots, 1).orElseThrow();
  }

  /// Ten hours a day; on Saturdays half as many ratings.
  private static List<Slot> weeks(int weeks, int perHour) {
    List<Slot> slots = new ArrayList<>();
    for (int day = 0; day < weeks * 7; day++) {
      for (int hour = 8; hour < 18; hour++) {
        long count = day % 7 == 5 ? perHour / 2 : perHour;
        slots.add(KnownAnswers.hour(day, hour, Tally.of(Metric.CSAT, 1, 0, 0, 0, count - 1)));
      }
    }
    return slots;
  }
}
