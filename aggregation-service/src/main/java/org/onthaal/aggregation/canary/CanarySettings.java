package org.onthaal.aggregation.canary;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.onthaal.aggregation.tail.FeedbackDoor;

/// When the canary is sent and what it is: the keys below `canary`.
///
/// @param door `log.target` and its key: where its ratings are given, the door whose log is read
/// @param touchpoint `canary.touchpoint`: where they are given; empty means that there is none
/// @param at `canary.at`: time of day
/// @param zone `canary.zone` of that time
/// @param within `canary.within`: how soon its alert must be back
/// @param ratings `canary.ratings`: how many are given
/// @param slot `canary.slot` of its rule
public record CanarySettings(
    FeedbackDoor door,
    String touchpoint,
    LocalTime at,
    ZoneId zone,
    Duration within,
    int ratings,
    Duration slot) {
  /// Fewer would not prove a drop of 20 points at once.
  public static final int RATINGS_MIN = 100;

  /// What one call takes.
  public static final int RATINGS_MAX = 1_000;

  public static final CanarySettings OFF =
      new CanarySettings(
          new FeedbackDoor("", ""),
          "",
          LocalTime.of(3, 0),
          ZoneId.of("Europe/Brussels"),
          Duration.ofMinutes(15),
          200,
          Duration.ofMinutes(1));

  public boolean isOn() {
    return !touchpoint.isEmpty();
  }

  /// The newest time at which it was due, not after `now`.
  Instant due(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Instant due = due(today);
    return due.isAfter(now) ? due(today.minusDays(1)) : due;
  }

  /// The time at which it was due so many days before another.
  Instant before(Instant due, int days) {
    return due(due.atZone(zone).toLocalDate().minusDays(days));
  }

  private Instant due(LocalDate day) {
    return day.atTime(at).atZone(zone).toInstant();
  }
}
