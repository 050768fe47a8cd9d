package org.onthaal.feedback.store;

import org.onthaal.feedback.rating.Rating;

/// What happened to a rating, with what counted before and what counts from now on.
public sealed interface LogEntry {
  record Submitted(Rating rating) implements LogEntry {}

  record Amended(Rating before, Rating after) implements LogEntry {}

  record Erased(Rating before) implements LogEntry {}
}
