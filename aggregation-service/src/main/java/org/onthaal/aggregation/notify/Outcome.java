package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What one try to deliver came to.
public sealed interface Outcome {
  /// The receiver took it.
  ///
  /// @param protocol whose status it is: HTTP or SMTP
  record Delivered(int status, String protocol) implements Outcome {
    /// Taken over HTTP.
    public Delivered(int status) {
      this(status, "HTTP");
    }
  }

  /// Worth another try.
  ///
  /// @param status absent when no answer came
  /// @param retryAfter what the receiver asked for
  record Retryable(OptionalInt status, String detail, Optional<Duration> retryAfter)
      implements Outcome {}

  /// Trying again would give the same answer.
  record Refused(OptionalInt status, String detail) implements Outcome {}

  /// Some readers took it, each by name; the others did not.
  ///
  /// @param others what it came to for the others: retryable or refused
  record Partly(Set<String> taken, Outcome others) implements Outcome {
    public Partly {
      taken = Set.copyOf(taken);
    }
  }

  /// The endpoint wants nothing any more.
  record Gone(String detail) implements Outcome {}
}
