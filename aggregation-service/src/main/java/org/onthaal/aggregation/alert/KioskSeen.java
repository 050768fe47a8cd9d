package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.Optional;

/// A kiosk as an alert tells of it.
///
/// @param name as people call it
/// @param heardAt when its newest heartbeat came; absent when none ever did
/// @param waiting presses that it had not sent then
/// @param others kiosks of the same place with which something is wrong as well
public record KioskSeen(
    String name, Trouble trouble, Optional<Instant> heardAt, long waiting, long others) {
  /// What is wrong with a kiosk, the worst first.
  public enum Trouble {
    /// It is not heard while it should be.
    SILENT,
    /// There is no room for a press.
    NO_ROOM,
    /// Its touchpoint is retired or takes no KIOSK.
    NO_TOUCHPOINT,
    /// Presses wait for too long.
    PRESSES_WAIT,
    /// Nothing any more.
    NONE
  }
}
