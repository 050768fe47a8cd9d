package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

  @ParameterizedTest
  @CsvSource({
    "Europe/Brussels, 2026-03-29, 23",
    "Europe/Brussels, 2026-10-25, 25",
    "Europe/Brussels, 2026-06-01, 24",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25",
    "Africa/Cairo, 2026-04-24, 23",
    "Asia/Kolkata, 2026-03-29, 24"
  })
  void dayLastsAsLongAsTheCalendarSays(ZoneId zone, LocalDate day, long hours) {
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();

    Windows days = Windows.of(from, to, zone, Every.DAY);
    Windows perHour = Windows.of(from, to, zone, Every.HOUR);

    assertThat(days.count()).isEqualTo(1);
    assertThat(Duration.between(days.from(), days.to())).isEqualTo(Duration.ofHours(hours));
    assertThat(perHour.count()).isEqualTo((int) hours);
    assertThat(lengths(perHour)).containsOnly(Duration.ofHours(1));
  }

  @Test
  void weeksBeginOnMonday() {
    Windows weeks = brussels("2026-03-19", "2026-04-01", Every.WEEK);

    assertThat(dates(weeks))
        .containsExactly("2026-03-19", "2026-03-23", "2026-03-30", "2026-04-01");
    assertThat(lengths(weeks).get(1)).isEqualTo(Duration.ofHours(167));
  }

  @Test
  void monthsBeginOnTheFirst() {
    Windows months = brussels("2026-01-31", "2026-04-15", Every.MONTH);

    assertThat(dates(months))
        .containsExactly("2026-01-31", "2026-02-01", "2026-03-01", "2026-04-01", "2026-04-15");
  }

  @Test
  void rangeWithinOneWindowIsOneWindow() {
    Instant from = Instant.parse("2026-03-10T10:15:00Z");
    Instant to = Instant.parse("2026-03-10T10:45:00Z");

    for (Every every : Every.values()) {
      assertThat(Windows.of(from, to, BRUSSELS, every).boundaries())
          .as("%s", every)
          .containsExactly(from, to);
    }
  }

  @Test
  void windowsHaveNoGapAndEndWithTheRange() {
    Instant from = Instant.parse("2025-12-30T23:00:00Z");
    Instant to = Instant.parse("2027-02-11T17:00:00Z");
    for (Every every : Every.values()) {
      Windows windows = Windows.of(from, to, BRUSSELS, every);
      assertThat(windows.from()).isEqualTo(from);
      assertThat(windows.to()).isEqualTo(to);
      assertThat((long) windows.count()).isLessThanOrEqualTo(Windows.countMax(from, to, every));
    }
  }

  @Test
  void hoursOfHalfHourZonesBeginOnTheLocalHour() {
    Windows hours =
        Windows.of(
            Instant.parse("2026-03-10T10:30:00Z"),
            Instant.parse("2026-03-10T12:00:00Z"),
            ZoneId.of("Asia/Kolkata"),
            Every.HOUR);

    assertThat(hours.boundaries())
        .containsExactly(
            Instant.parse("2026-03-10T10:30:00Z"),
            Instant.parse("2026-03-10T11:30:00Z"),
            Instant.parse("2026-03-10T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    // every, from, to, previous from, previous to
    "DAY,   2026-03-30, 2026-03-31, 2026-03-29, 2026-03-30",
    "DAY,   2026-03-29, 2026-03-30, 2026-03-28, 2026-03-29",
    "WEEK,  2026-03-30, 2026-04-06, 2026-03-23, 2026-03-30",
    "MONTH, 2026-03-01, 2026-04-01, 2026-02-01, 2026-03-01",
    "MONTH, 2026-03-01, 2026-03-16, 2026-02-01, 2026-02-16",
    "MONTH, 2026-03-01, 2026-03-31, 2026-02-01, 2026-03-01",
    "MONTH, 2024-03-01, 2024-03-30, 2024-02-01, 2024-03-01",
    "MONTH, 2026-01-10, 2026-01-20, 2025-12-10, 2025-12-20",
    "ALL,   2026-03-01, 2026-04-01, 2026-01-29, 2026-03-01",
    "ALL,   2026-10-25, 2026-10-26, 2026-10-24, 2026-10-25"
  })
  void previousIsTheSamePartOfThePeriodBefore(
      Every every, String from, String to, String previousFrom, String previousTo) {
    Windows previous = brussels(from, to, every).previous();

    assertThat(List.of(dates(previous).getFirst(), dates(previous).getLast()))
        .containsExactly(previousFrom, previousTo);
  }

  @Test
  void previousOfSeveralWindowsPairsEachWithTheOneBefore() {
    Windows months = brussels("2026-02-01", "2026-05-01", Every.MONTH);

    assertThat(dates(months.previous()))
        .containsExactly("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01");
  }

  @Test
  void previousOfClippedMonthEndKeepsEveryWindow() {
    Windows months = brussels("2026-03-30", "2026-05-01", Every.MONTH);

    Windows previous = months.previous();

    assertThat(previous.count()).isEqualTo(months.count());
    assertThat(lengths(previous)).allMatch(Duration::isPositive);
  }

  @Test
  void previousOfARangeOffMidnightIsAsMuchTimeBefore() {
    Windows windows =
        Windows.of(
            Instant.parse("2026-03-10T10:15:00Z"),
            Instant.parse("2026-03-10T11:45:00Z"),
            BRUSSELS,
            Every.ALL);

    assertThat(windows.previous().boundaries())
        .containsExactly(
            Instant.parse("2026-03-10T08:45:00Z"), Instant.parse("2026-03-10T10:15:00Z"));
  }

  @Test
  void previousOfHoursIsOneHourEarlierOnTheTimeLine() {
    Windows hours =
        Windows.of(
            Instant.parse("2026-10-25T00:00:00Z"),
            Instant.parse("2026-10-25T02:00:00Z"),
            BRUSSELS,
            Every.HOUR);

    assertThat(hours.previous().boundaries())
        .containsExactly(
            Instant.parse("2026-10-24T23:00:00Z"),
            Instant.parse("2026-10-25T00:00:00Z"),
            Instant.parse("2026-10-25T01:00:00Z"));
  }

  @Test
  void boundariesMustAscend() {
    Instant time = Instant.parse("2026-03-10T10:00:00Z");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(time, time, BRUSSELS, Every.DAY))
        .withMessageContaining("ascending");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Windows(List.of(time), BRUSSELS, Every.DAY));
  }

  private static Windows brussels(String from, String to, Every every) {
    return Windows.of(midnight(from), midnight(to), BRUSSELS, every);
  }

  private static Instant midnight(String date) {
    return LocalDate.parse(date).atStartOfDay(BRUSSELS).toInstant();
  }

  private static List<String> dates(Windows windows) {
    return windows.boundaries().stream()
        .map(boundary -> boundary.atZone(BRUSSELS))
        .peek(time -> assertThat(time.getHour()).isZero())
        .map(time -> time.toLocalDate().toString())
        .toList();
  }

  private static List<Duration> lengths(Windows windows) {
    List<Instant> boundaries = windows.boundaries();
    return java.util.stream.IntStream.range(0, windows.count())
        .mapToObj(i -> Duration.between(boundaries.get(i), boundaries.get(i + 1)))
        .toList();
  }
}
