package org.onthaal.aggregation.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.measure.Dimension;

/// Reads what a rule of kind `kiosks` says besides its name, selection and severity: after how long
/// without a heartbeat, and how old a press may become. One thread, one use.
final class KioskReader {
  /// As long as somebody may need to see that a cable is loose; a heartbeat comes each minute.
  static final Duration AFTER = Duration.ofMinutes(30);

  /// A network that is away at noon is back by then, and the day's figures can still be right.
  static final Duration WAITING = Duration.ofHours(2);

  /// A kiosk whose network comes and goes is told once.
  static final Duration KEEP_FIRING_FOR = Duration.ofMinutes(5);

  /// Heartbeats of a browser come each minute; those of a program may come oftener.
  private static final Duration MIN = Duration.ofSeconds(1);

  /// Opening time of a working week: a kiosk that nobody misses for longer needs no alert.
  private static final Duration AFTER_MAX = Duration.ofHours(40);

  /// A kiosk keeps presses for weeks; after so long somebody must know.
  private static final Duration WAITING_MAX = Duration.ofDays(7);

  private static final Set<Dimension> PLACE =
      Set.of(Dimension.ADMINISTRATION, Dimension.SERVICE, Dimension.TOUCHPOINT);

  private final YamlSection section;

  KioskReader(YamlSection section) {
    this.section = section;
  }

  Optional<Rule> kiosk(Optional<Watch> watch) {
    Duration after = within("after", AFTER, AFTER_MAX);
    Duration waiting = within("waiting", WAITING, WAITING_MAX);
    return watch.map(told -> new Rule.Kiosk(ofPlaces(told), after, waiting));
  }

  private Watch ofPlaces(Watch watch) {
    if (section.has("by") && !watch.by().equals(Rule.Kiosk.BY)) {
      section.refuse("by", "no by, because kiosks are told by the place where they stand");
    }
    if (!PLACE.containsAll(watch.where().patterns().keySet())) {
      section.refuse(
          "where", "only administration, service and touchpoint, because a kiosk has no other");
    }
    Hold hold =
        section.has("keep-firing-for")
            ? watch.hold()
            : new Hold(watch.hold().holdFor(), KEEP_FIRING_FOR);
    return new Watch(
        watch.name(), watch.severity(), List.copyOf(Rule.Kiosk.BY), watch.where(), hold);
  }

  private Duration within(String key, Duration byDefault, Duration most) {
    Optional<Duration> given = section.duration(key);
    if (given.isPresent() && (given.get().compareTo(MIN) < 0 || given.get().compareTo(most) > 0)) {
      section.refuse(
          key,
          "a duration from " + DurationText.written(MIN) + " to " + DurationText.written(most));
      return byDefault;
    }
    return given.orElse(byDefault);
  }
}
