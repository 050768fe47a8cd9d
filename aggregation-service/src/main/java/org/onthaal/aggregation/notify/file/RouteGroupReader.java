package org.onthaal.aggregation.notify.file;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.GroupPolicy;
import org.onthaal.aggregation.notify.MuteWindow;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads how a route tells alerts together and when it says nothing.
record RouteGroupReader(List<MuteWindow> windows) {
  /// Shorter ones would not be grouped.
  private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);

  /// Empty for a route that tells each alert at once.
  Optional<GroupPolicy> policy(YamlSection route) {
    List<Dimension> by = route.wordList("group-by", Dimension.class);
    Duration interval = atLeast(route, "group-interval", INTERVAL_MIN, GroupPolicy.INTERVAL);
    Duration repeat = atLeast(route, "repeat-interval", interval, GroupPolicy.REPEAT);
    List<String> mute = route.texts("mute");
    for (String name : mute) {
      if (windows.stream().noneMatch(window -> window.name().equals(name))) {
        route.refuse("mute", "names of mute-windows of this file");
      }
    }
    boolean isGrouped = route.has("group-by") || route.has("mute");
    for (String key : List.of("group-interval", "repeat-interval")) {
      if (route.has(key) && !isGrouped) {
        route.refuse(key, "group-by or mute beside it");
      }
    }
    return isGrouped ? Optional.of(new GroupPolicy(by, interval, repeat, mute)) : Optional.empty();
  }

  private static Duration atLeast(
      YamlSection route, String key, Duration shortest, Duration whenAbsent) {
    Optional<Duration> written = route.duration(key);
    if (written.isPresent() && written.get().compareTo(shortest) < 0) {
      route.refuse(key, "at least " + shortest.toSeconds() + "s");
    }
    return written.orElse(whenAbsent);
  }
}
