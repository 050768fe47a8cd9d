package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.util.List;
import org.onthaal.aggregation.measure.Dimension;

/// How a route tells alerts together.
///
/// @param by alerts with equal values are told together; empty means each by itself
/// @param interval what joins a group is told this long after the group was told last
/// @param repeat what still fires is told again after this
/// @param muteWindows names of windows in which nothing is told
public record GroupPolicy(
    List<Dimension> by, Duration interval, Duration repeat, List<String> muteWindows) {
  /// A drop in satisfaction is not a full disk; people are reminded once a day.
  public static final Duration WAIT = Duration.ofMinutes(1);

  public static final Duration INTERVAL = Duration.ofMinutes(15);
  public static final Duration REPEAT = Duration.ofHours(24);

  public GroupPolicy {
    by = List.copyOf(by);
    muteWindows = List.copyOf(muteWindows);
  }
}
