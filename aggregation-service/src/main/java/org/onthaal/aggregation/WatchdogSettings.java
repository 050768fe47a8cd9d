package org.onthaal.aggregation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.onthaal.aggregation.canary.CanarySettings;
import org.onthaal.aggregation.heartbeat.HeartbeatLimits;
import org.onthaal.aggregation.tail.FeedbackDoor;

/// What watches whether alerts would arrive: the keys `heartbeat` and `canary` of application.yaml.
public record WatchdogSettings(CanarySettings canary, HeartbeatLimits heartbeat) {
  public static final WatchdogSettings DEFAULT =
      new WatchdogSettings(CanarySettings.OFF, HeartbeatLimits.DEFAULT);

  private static final String KEY = "[a-z0-9-]{3,64}";

  /// Shorter ones would be exceeded by every pause of a healthy process.
  private static final Duration LIMIT_MIN = Duration.ofSeconds(10);

  private static final Duration LIMIT_MAX = Duration.ofDays(1);

  /// What a rule needs to look, a batch to commit and a dispatcher to send, beside its slot.
  private static final Duration SLACK = Duration.ofMinutes(1);

  /// Two nights must not be open at the same time.
  private static final Duration WITHIN_MAX = Duration.ofHours(12);

  /// An hour is a whole number of each.
  private static final List<Duration> SLOTS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));

  static WatchdogSettings from(SettingValues values, FeedbackDoor door, Duration slotGrace) {
    Duration slot = slot(values);
    return new WatchdogSettings(
        new CanarySettings(
            door,
            touchpoint(values),
            at(values),
            values.zone("canary.zone"),
            values.duration("canary.within", slot.plus(slotGrace).plus(SLACK), WITHIN_MAX),
            values.integer(
                "canary.ratings", CanarySettings.RATINGS_MIN, CanarySettings.RATINGS_MAX),
            slot),
        new HeartbeatLimits(
            values.duration("heartbeat.evaluation-behind-max", LIMIT_MIN, LIMIT_MAX),
            values.duration("heartbeat.outbox-waiting-max", LIMIT_MIN, LIMIT_MAX)));
  }

  private static String touchpoint(SettingValues values) {
    String key = values.text("canary.touchpoint");
    if (!key.isEmpty() && !key.matches(KEY)) {
      values.refuse("canary.touchpoint", "the key of a touchpoint, " + KEY + ", or nothing");
      return "";
    }
    return key;
  }

  private static LocalTime at(SettingValues values) {
    try {
      return LocalTime.parse(values.text("canary.at"));
    } catch (DateTimeException _) {
      values.refuse("canary.at", "a time of day such as \"03:00\"");
      return CanarySettings.OFF.at();
    }
  }

  private static Duration slot(SettingValues values) {
    Duration first = SLOTS.getFirst();
    Duration slot = values.duration("canary.slot", first, SLOTS.getLast());
    if (SLOTS.contains(slot)) {
      return slot;
    }
    values.refuse("canary.slot", "1m, 2m, 5m or 10m");
    return first;
  }
}
