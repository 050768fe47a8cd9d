package org.onthaal.aggregation.notify.send;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.onthaal.aggregation.notify.Outcome;

/// Posts JSON to an address that the guard allows, and to that address only. Safe for any thread.
///
/// @param timeout of each part of one try
public record GuardedPost(AddressGuard guard, Duration timeout) {
  /// One try.
  ///
  /// @param now a Retry-After with a date is counted from here
  public Outcome send(URI url, String body, Map<String, String> headers, Instant now) {
    return switch (guard.check(url)) {
      case AddressGuard.Checked.Refused(String reason) ->
          new Outcome.Refused(OptionalInt.empty(), "address refused: " + reason);
      case AddressGuard.Checked.Unresolved(String reason) -> failed(reason);
      case AddressGuard.Checked.Allowed(List<InetAddress> addresses) -> {
        Outcome last = failed("no address");
        for (InetAddress address : addresses) {
          switch (new PinnedPost(url, address, timeout).send(body, headers)) {
            // The next address is tried only when no connection came about: nothing was sent.
            case PinnedPost.Answer.NoConnection(String detail) -> last = failed(detail);
            case PinnedPost.Answer.Broken(String detail) -> {
              yield failed(detail);
            }
            case PinnedPost.Answer.Status(int status, Optional<String> retryAfter) -> {
              yield HttpAnswer.outcome(status, retryAfter, now);
            }
          }
        }
        yield last;
      }
    };
  }

  private static Outcome failed(String detail) {
    return new Outcome.Retryable(OptionalInt.empty(), detail, Optional.empty());
  }
}
