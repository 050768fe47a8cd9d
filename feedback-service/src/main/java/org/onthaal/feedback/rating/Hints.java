package org.onthaal.feedback.rating;

import java.time.Duration;
import java.util.Optional;

/// What a sender noticed that tells people from programs. Read once, never kept.
///
/// @param answeredIn from showing the question to pressing; empty means unknown
public record Hints(boolean trapFilled, Optional<Duration> answeredIn) {
  public static final Hints NONE = new Hints(false, Optional.empty());
}
