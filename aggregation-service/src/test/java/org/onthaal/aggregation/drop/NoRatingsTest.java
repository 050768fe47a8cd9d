package org.onthaal.aggregation.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.measure.Tally;

class NoRatingsTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  @Test
  void whatFiresAtAThresholdIsThatRare() {
    SeasonalVolume volume = learnt(4, 2.0 / 24);
    double needed = NoRatings.needed(volume, 365);

    assertThat(new NoRatings(needed).chanceDays(volume)).isCloseTo(365, within(1e-9));
    assertThat(new NoRatings(1e6).chanceDays(volume)).isEqualTo(NoRatings.CHANCE_DAYS_MAX);
  }

  @Test
  void volumeIsThatOfABaselineWhateverTheScores() {
    List<Slot> slots = slots(4, 1.0 / 24);
    SeasonalBaseline baseline =
        SeasonalBaseline.learn(Points.SCORE, ZoneOffset.UTC, slots, 1).orElseThrow();

    assertThat(SeasonalVolume.learn(ZoneOffset.UTC, slots)).contains(baseline.volume());
    assertThat(SeasonalVolume.learn(ZoneOffset.UTC, List.of())).isEmpty();
  }

  @Test
  void quietHourAddsLittleAndClosedTimeNothing() {
    SeasonalVolume volume = learnt(4, 1.0 / 24);
    Slot busy = new Slot(MONDAY.plusSeconds(10 * 3600), 1.0 / 24, Tally.EMPTY);
    Slot quiet = new Slot(MONDAY.plusSeconds(3 * 3600), 1.0 / 24, Tally.EMPTY);
    Slot closed = new Slot(MONDAY.plusSeconds(10 * 3600), 0, Tally.EMPTY);

    assertThat(volume.expected(busy, ZoneOffset.UTC)).isCloseTo(3.8, within(0.1));
    assertThat(volume.expected(quiet, ZoneOffset.UTC)).isBetween(0.0, 0.3);
    assertThat(volume.expected(closed, ZoneOffset.UTC)).isZero();
  }

  @Test
  void hoursOfADayAreThoseOfItsPeriods() {
    OpeningHours.Period morning = period(DayOfWeek.MONDAY, 8, Optional.of(LocalTime.of(12, 0)));
    OpeningHours.Period evening = period(DayOfWeek.MONDAY, 20, Optional.empty());
    OpeningHours.Period friday = period(DayOfWeek.FRIDAY, 9, Optional.of(LocalTime.of(10, 30)));

    assertThat(OpeningHours.ALWAYS.hoursPerDay()).isEqualTo(24);
    assertThat(new OpeningHours(List.of(morning, evening)).hoursPerDay()).isEqualTo(8);
    assertThat(new OpeningHours(List.of(morning, evening, friday)).hoursPerDay()).isEqualTo(4.75);
  }

  private static OpeningHours.Period period(DayOfWeek day, int opens, Optional<LocalTime> closes) {
    return new OpeningHours.Period(day, LocalTime.of(opens, 0), closes);
  }

  private static SeasonalVolume learnt(int perHour, double openDays) {
    return SeasonalVolume.learn(ZoneOffset.UTC, slots(perHour, openDays)).orElseThrow();
  }

  /// Four weeks with so many ratings in each hour from 8 to 18 and none at night.
  private static List<Slot> slots(int perHour, double openDays) {
    List<Slot> slots = new ArrayList<>();
    for (int hour = 0; hour < 28 * 24; hour++) {
      boolean isDay = hour % 24 >= 8 && hour % 24 < 18;
      slots.add(
          new Slot(
              MONDAY.plusSeconds(hour * 3600L),
              openDays,
              Tally.of(new long[] {0, 0, 0, isDay ? perHour : 0}, 0)));
    }
    return slots;
  }
}
