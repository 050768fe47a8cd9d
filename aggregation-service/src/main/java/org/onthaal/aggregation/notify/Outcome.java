package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What one try to deliver came to.
public sealed interface Outcome {
  /// The receiver took it.
  record Delivered(int status) implements Outcome {}

  /// Worth another try.
  ///
  /// @param status absent when no answer came
  /// @param retryAfter what the receiver asked for
  record Retryable(OptionalInt status, String detail, Optional<Duration> retryAfter)
      implements Outcome {}

  /// Trying again would give the same answer.
  record Refused(OptionalInt status, String detail) implements Outcome {}

  /// The endpoint wants nothing any more.
  record Gone(String detail) implements Outcome {}
}
