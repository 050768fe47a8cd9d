package org.onthaal.aggregation.evaluate.kiosk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.drop.OpeningHours;

/// A kiosk that was paired and not revoked.
///
/// @param name as people call it
/// @param touchpoint key of the place where it stands
/// @param hours of its own; absent means those of the service
/// @param heard its newest heartbeat; absent when it was never heard
public record Kiosk(
    String name,
    String touchpoint,
    Optional<OpeningHours> hours,
    Instant pairedAt,
    Optional<Heard> heard) {
  /// What it said last.
  ///
  /// @param waiting presses that were not sent yet
  /// @param oldest how long the oldest of them had waited; absent without one
  /// @param pause why it asks nobody; absent while it asks
  public record Heard(Instant at, long waiting, Optional<Duration> oldest, Optional<Pause> pause) {}

  /// Why a kiosk asks nobody.
  public enum Pause {
    CLOSED,
    LEFT,
    STORAGE_FULL,
    UNUSABLE_TOUCHPOINT;

    /// Whether somebody wants it so until somebody comes back, and it may be switched off as well.
    boolean isWanted() {
      return this == LEFT;
    }
  }

  /// Since when nothing is known of it.
  Instant silentSince() {
    return heard.map(Heard::at).orElse(pairedAt);
  }

  Optional<Pause> pause() {
    return heard.flatMap(Heard::pause);
  }
}
