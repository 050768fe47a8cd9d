package org.onthaal.feedback.device;

import org.onthaal.feedback.collect.Problem;

/// What became of a call about devices.
///
/// @param <T> what it is answered with
sealed interface DeviceOutcome<T> {
  record Done<T>(T answer) implements DeviceOutcome<T> {}

  record Refused<T>(Problem problem) implements DeviceOutcome<T> {}
}
