package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.fold.RangePlan.Slice;
import org.onthaal.aggregation.fold.RangeRefusedException.Refusal;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Windows;

class RangePlanTest {
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final Instant NEVER = Instant.MAX;
  private static final Instant ALWAYS = Instant.MIN;

  @ParameterizedTest
  @CsvSource({
    "Europe/Brussels, 2026-03-29, 23",
    "Europe/Brussels, 2026-10-25, 25",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25"
  })
  void dayOfAnotherZoneIsItsHoursWhateverTheirNumber(ZoneId zone, LocalDate day, long hours) {
    Windows windows = days(zone, day, day.plusDays(1));

    assertThat(RangePlan.withDays(windows, NEVER).slices())
        .containsExactly(new Slice(WindowKey.Length.DAY, day.toEpochDay(), day.toEpochDay() + 1));
    assertThat(RangePlan.withoutDays(windows, NEVER).slices())
        .containsExactly(hourSlice(windows.from(), windows.to()))
        .allMatch(slice -> slice.end() - slice.start() == hours * 3600);
  }

  @Test
  void wholeDaysAreTakenBetweenHoursAndMinutes() {
    Instant from = Instant.parse("2026-03-27T10:20:00Z");
    Instant to = Instant.parse("2026-03-30T14:45:00Z");
    Windows windows = Windows.of(from, to, BRUSSELS, Every.DAY);

    assertThat(RangePlan.withDays(windows, from).slices())
        .containsExactly(
            minuteSlice(from, Instant.parse("2026-03-27T11:00:00Z")),
            hourSlice(Instant.parse("2026-03-27T11:00:00Z"), Instant.parse("2026-03-27T23:00:00Z")),
            new Slice(
                WindowKey.Length.DAY,
                LocalDate.parse("2026-03-28").toEpochDay(),
                LocalDate.parse("2026-03-30").toEpochDay()),
            hourSlice(Instant.parse("2026-03-29T22:00:00Z"), Instant.parse("2026-03-30T14:00:00Z")),
            minuteSlice(Instant.parse("2026-03-30T14:00:00Z"), to));
  }

  @Test
  void slicesOfEveryRangeCoverItExactlyOnce() {
    Instant base = Instant.parse("2026-03-27T22:10:00Z");
    for (int start = 0; start < 4 * 1440; start += 35) {
      for (int length : new int[] {1, 40, 60, 61, 600, 1439, 1440, 1500, 3000, 10_000}) {
        Instant from = base.plusSeconds(60L * start);
        Instant to = from.plusSeconds(60L * length);
        for (Every every : Every.values()) {
          assertCovers(Windows.of(from, to, BRUSSELS, every));
          assertCovers(Windows.of(from, to, BRUSSELS, every).previous());
        }
        assertCovers(Windows.of(from, to, KOLKATA, Every.DAY));
      }
    }
  }

  /// Changes by an hour, by half an hour, at midnight, and none; the last local day may be left
  /// out.
  @ParameterizedTest
  @CsvSource({
    "Australia/Lord_Howe, 2026-04-03T00:00:00Z",
    "Australia/Lord_Howe, 2026-10-02T00:00:00Z",
    "Africa/Cairo, 2026-04-22T00:00:00Z",
    "Africa/Cairo, 2026-10-28T00:00:00Z",
    "America/Havana, 2026-10-30T00:00:00Z",
    "America/New_York, 2026-03-06T00:00:00Z",
    "Asia/Kathmandu, 2026-03-27T00:00:00Z",
    "Pacific/Apia, 2011-12-28T00:00:00Z"
  })
  void slicesCoverRangesOfAnyZone(ZoneId zone, Instant base) {
    for (int start = 0; start < 4 * 1440; start += 35) {
      for (int length : new int[] {25, 60, 600, 1500, 10_000}) {
        Instant from = base.plusSeconds(60L * start);
        for (Every every : Every.values()) {
          Windows windows = Windows.of(from, from.plusSeconds(60L * length), zone, every);
          assertCovers(windows);
          assertCovers(windows.previous());
        }
      }
    }
  }

  private static void assertCovers(Windows windows) {
    for (RangePlan plan :
        java.util.List.of(
            RangePlan.withDays(windows, ALWAYS), RangePlan.withoutDays(windows, ALWAYS))) {
      Instant reached = windows.from();
      for (Slice slice : plan.slices()) {
        assertThat(time(slice, slice.start(), windows.zone())).isEqualTo(reached);
        reached = time(slice, slice.end(), windows.zone());
        assertNoWindowIsSplit(windows, slice);
      }
      assertThat(reached).isEqualTo(windows.to());
    }
  }

  /// A kept window of the slice belongs to one window of the question, never to two.
  private static void assertNoWindowIsSplit(Windows windows, Slice slice) {
    Instant from = time(slice, slice.start(), windows.zone());
    Instant to = time(slice, slice.end(), windows.zone());
    for (Instant boundary : windows.boundaries()) {
      if (from.isBefore(boundary) && boundary.isBefore(to)) {
        boolean aligned =
            switch (slice.length()) {
              case MINUTE -> boundary.getEpochSecond() % 60 == 0;
              case HOUR -> boundary.getEpochSecond() % 3600 == 0;
              case DAY ->
                  boundary
                      .atZone(windows.zone())
                      .toLocalDate()
                      .atStartOfDay(windows.zone())
                      .toInstant()
                      .equals(boundary);
            };
        assertThat(aligned).as("%s in %s", boundary, slice).isTrue();
      }
    }
  }

  private static Instant time(Slice slice, long number, ZoneId zone) {
    return slice.length() == WindowKey.Length.DAY
        ? LocalDate.ofEpochDay(number).atStartOfDay(zone).toInstant()
        : Instant.ofEpochSecond(number);
  }

  @Test
  void hoursNeverComeFromDays() {
    LocalDate day = LocalDate.parse("2026-03-29");
    Instant from = day.atStartOfDay(BRUSSELS).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(BRUSSELS).toInstant();

    assertThat(RangePlan.withDays(Windows.of(from, to, BRUSSELS, Every.HOUR), NEVER).slices())
        .containsExactly(hourSlice(from, to));
  }

  @Test
  void wholeDaysOfTheOwnHalfHourZoneNeedNoMinutes() {
    LocalDate day = LocalDate.parse("2026-03-29");

    assertThat(RangePlan.withDays(days(KOLKATA, day, day.plusDays(7)), NEVER).slices())
        .containsExactly(new Slice(WindowKey.Length.DAY, day.toEpochDay(), day.toEpochDay() + 7));
  }

  @Test
  void daysOfAnotherHalfHourZoneAreRefusedByName() {
    LocalDate day = LocalDate.parse("2026-03-29");
    Windows windows = days(KOLKATA, day, day.plusDays(1));

    assertThat(refusal(() -> RangePlan.withoutDays(windows, NEVER)))
        .isEqualTo(Refusal.ZONE_NOT_WHOLE_HOUR);
  }

  @Test
  void hoursOfAHalfHourZoneAreRefusedByName() {
    LocalDate day = LocalDate.parse("2026-03-29");
    Instant from = day.atStartOfDay(KOLKATA).toInstant();
    Windows windows = Windows.of(from, from.plusSeconds(7200), KOLKATA, Every.HOUR);

    assertThat(refusal(() -> RangePlan.withDays(windows, NEVER)))
        .isEqualTo(Refusal.ZONE_NOT_WHOLE_HOUR);
  }

  @Test
  void daysOfAHalfHourZoneAreMinutesWhileTheseAreKept() {
    LocalDate day = LocalDate.parse("2026-03-29");
    Windows windows = days(KOLKATA, day, day.plusDays(2));

    assertThat(RangePlan.withoutDays(windows, windows.from()).slices())
        .containsExactly(minuteSlice(windows.from(), windows.to()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T10:15:00Z, 2026-03-29T12:00:00Z",
    "2026-03-29T10:00:00Z, 2026-03-29T12:15:00Z",
    "2026-03-29T10:15:00Z, 2026-03-29T10:45:00Z",
    "2026-03-29T10:00:00.5Z, 2026-03-29T12:00:00Z",
    "2026-03-20T10:00:00Z, 2026-03-29T12:00:01Z"
  })
  void rangeOffTheHourIsRefusedByName(Instant from, Instant to) {
    Windows windows = Windows.of(from, to, BRUSSELS, Every.ALL);

    assertThat(refusal(() -> RangePlan.withDays(windows, NEVER)))
        .isEqualTo(Refusal.RANGE_NOT_ON_THE_HOUR);
    assertThat(refusal(() -> RangePlan.withoutDays(windows, NEVER)))
        .isEqualTo(Refusal.RANGE_NOT_ON_THE_HOUR);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T10:15:30Z, 2026-03-29T12:00:00Z",
    "2026-03-29T10:00:00Z, 2026-03-29T12:00:00.001Z"
  })
  void rangeOffTheMinuteIsRefusedEvenWhereMinutesAreKept(Instant from, Instant to) {
    Windows windows = Windows.of(from, to, BRUSSELS, Every.ALL);

    assertThat(refusal(() -> RangePlan.withDays(windows, ALWAYS)))
        .isEqualTo(Refusal.RANGE_NOT_ON_THE_HOUR);
  }

  @Test
  void minutesAreUsedOnlyFromWhereTheyAreKept() {
    Instant from = Instant.parse("2026-03-29T10:15:00Z");
    Windows windows = Windows.of(from, Instant.parse("2026-03-29T12:00:00Z"), BRUSSELS, Every.ALL);

    assertThat(RangePlan.withDays(windows, from).slices()).hasSize(2);
    assertThat(refusal(() -> RangePlan.withDays(windows, from.plusSeconds(1))))
        .isEqualTo(Refusal.RANGE_NOT_ON_THE_HOUR);
  }

  private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(RangeRefusedException.class, call).refusal();
  }

  private static Windows days(ZoneId zone, LocalDate first, LocalDate end) {
    return Windows.of(
        first.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant(), zone, Every.DAY);
  }

  private static Slice hourSlice(Instant from, Instant to) {
    return new Slice(WindowKey.Length.HOUR, from.getEpochSecond(), to.getEpochSecond());
  }

  private static Slice minuteSlice(Instant from, Instant to) {
    return new Slice(WindowKey.Length.MINUTE, from.getEpochSecond(), to.getEpochSecond());
  }
}
