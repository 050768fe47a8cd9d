package org.onthaal.feedback.store;

import java.time.Instant;
import java.time.LocalDate;

/// The stretch of time that a count is about.
public sealed interface CountedWindow {
  record Minute(Instant start) implements CountedWindow {}

  record Hour(Instant start) implements CountedWindow {}

  /// A day in the administration's zone.
  record Day(LocalDate date) implements CountedWindow {}
}
