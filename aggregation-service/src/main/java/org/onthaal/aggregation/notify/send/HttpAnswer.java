package org.onthaal.aggregation.notify.send;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.onthaal.aggregation.notify.Outcome;

/// What an HTTP status means for a notification: Standard Webhooks 1.0.0, and 408 and 429 as the
/// requests to come back that they are.
final class HttpAnswer {
  private static final int GONE = 410;
  private static final Set<Integer> COME_BACK = Set.of(408, 425, 429);

  private HttpAnswer() {}

  static Outcome outcome(int status, Optional<String> retryAfter, Instant now) {
    String detail = "HTTP " + status;
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(status);
    }
    if (status == GONE) {
      return new Outcome.Gone(detail + ": the endpoint wants nothing any more");
    }
    if (status >= 500 || COME_BACK.contains(status)) {
      Optional<Duration> asked = retryAfter.flatMap(text -> waitAskedFor(text, now));
      return new Outcome.Retryable(OptionalInt.of(status), detail, asked);
    }
    String note = status >= 300 && status < 400 ? ": redirects are not followed" : "";
    return new Outcome.Refused(OptionalInt.of(status), detail + note);
  }

  /// Seconds or an HTTP date; anything else is as if it were absent.
  static Optional<Duration> waitAskedFor(String text, Instant now) {
    String value = text.strip();
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
