package org.onthaal.aggregation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.WindowShape.Calendar;
import org.onthaal.aggregation.rule.WindowShape.Unit;

class LiveWindowsTest {
  /// Both clock changes of zones that change by an hour, by half an hour, at midnight, or not.
  @ParameterizedTest
  @CsvSource({
    "Europe/Brussels, 2026-03-28T00:00:00Z",
    "Europe/Brussels, 2026-10-24T00:00:00Z",
    "America/New_York, 2026-03-07T00:00:00Z",
    "America/New_York, 2026-10-31T00:00:00Z",
    "Australia/Lord_Howe, 2026-04-03T12:00:00Z",
    "Australia/Lord_Howe, 2026-10-02T12:00:00Z",
    "Africa/Cairo, 2026-04-23T00:00:00Z",
    "Africa/Cairo, 2026-10-29T00:00:00Z",
    "Asia/Kathmandu, 2026-03-28T00:00:00Z"
  })
  void liveWindowsAreThoseOfBacktestsAtEveryMoment(ZoneId zone, Instant from) {
    Instant end = from.plus(Duration.ofDays(3));
    for (Unit unit : Unit.values()) {
      Calendar shape = new Calendar(unit, Optional.empty());
      Instant far = from.minus(Duration.ofDays(40));
      Windows all =
          Windows.of(
              LiveWindows.of(shape, zone, far).windows().from(),
              end.plus(Duration.ofDays(40)),
              zone,
              LiveWindows.every(unit));
      for (Instant at = from; at.isBefore(end); at = at.plus(Duration.ofMinutes(5))) {
        Instant now = at;
        int open =
            (int) all.boundaries().stream().filter(boundary -> !boundary.isAfter(now)).count() - 1;
        List<Instant> expected = all.boundaries().subList(open - 2, open + 2);

        assertThat(LiveWindows.of(shape, zone, at).windows().boundaries())
            .as("%s of %s at %s", unit, zone, at)
            .isEqualTo(expected);
      }
    }
  }
}
