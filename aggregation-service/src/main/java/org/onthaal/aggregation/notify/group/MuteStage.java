package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.notify.RouteTable;

/// Whether the route says nothing now. A window that left the routes file mutes no more.
record MuteStage(RouteTable table) implements Stage {
  /// Windows end on whole minutes.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  @Override
  public Optional<Verdict> judge(Group group, Instant now) {
    boolean isMuted =
        table.muteWindows().stream()
            .filter(window -> group.policy().muteWindows().contains(window.name()))
            .anyMatch(window -> window.contains(now));
    return isMuted ? Optional.of(new Verdict.Hold(now.plus(LOOK_AGAIN))) : Optional.empty();
  }
}
