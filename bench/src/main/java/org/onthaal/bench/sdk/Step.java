package org.onthaal.bench.sdk;

import java.time.Duration;

/// One part of a script.
///
/// @param length how long the fault lasts
/// @param end what becomes of the sender's process at its end
record Step(Fault fault, Duration length, End end) {
  /// What becomes of the sender's process.
  enum End {
    GOES_ON,
    /// Killed with -9 while it submits, and started again on the same folder.
    KILLED,
    /// Told to stop, flush and close, with time to do so, and started again on the same folder.
    CLOSED
  }
}
