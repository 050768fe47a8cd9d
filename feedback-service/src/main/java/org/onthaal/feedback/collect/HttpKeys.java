package org.onthaal.feedback.collect;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.access.KeyPolicy;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.KeyCheck;
import org.onthaal.feedback.key.KeyFault;
import org.onthaal.feedback.key.KeyRing;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// Callers over HTTP who show a key: held to it, and refused in the words of the gRPC door where it
/// opens nothing. Never waits; safe for any thread.
///
/// @param rates what a network may try in vain, the same that bounds its ratings
public record HttpKeys(KeyRing keys, HttpRates rates) {
  /// Who gives ratings: a citizen where no key is shown. Empty once it has been refused.
  public Optional<Caller> caller(ServerRequest request, ServerResponse response) {
    Optional<String> shown = shown(request);
    if (shown.isEmpty()) {
      return Optional.of(HttpCallers.caller(request));
    }
    Optional<AccessKey> key = opened(shown.get(), request, response);
    if (key.isPresent() && !KeyPolicy.maySubmit(key.get())) {
      HttpDoor.refuse(response, scopeMissing(Scope.APPEND));
      return Optional.empty();
    }
    return key.map(Caller::holding);
  }

  /// The key that a call needs. Empty once it has been refused.
  public Optional<AccessKey> key(Scope scope, ServerRequest request, ServerResponse response) {
    Optional<String> shown = shown(request);
    if (shown.isEmpty()) {
      refuse(
          GrpcCallers.problem(Reason.KEY_MISSING, "Bearer and " + GrpcCallers.scoped(scope)),
          request,
          response);
      return Optional.empty();
    }
    Optional<AccessKey> key = opened(shown.get(), request, response);
    if (key.isPresent() && !key.get().has(scope)) {
      HttpDoor.refuse(response, scopeMissing(scope));
      return Optional.empty();
    }
    return key;
  }

  // A header of another scheme is none of ours: proxies have theirs.
  private static Optional<String> shown(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .filter(value ->
            value.regionMatches(
                true, 0, GrpcCallers.BEARER, 0, GrpcCallers.BEARER.strip().length()))
        .map(value ->
            value.length() < GrpcCallers.BEARER.length()
                ? ""
                : value.substring(GrpcCallers.BEARER.length()).strip());
  }

  private Optional<AccessKey> opened(String text, ServerRequest request, ServerResponse response) {
    return switch (keys.check(text)) {
      case KeyCheck.Open(AccessKey key) -> Optional.of(key);
      case KeyCheck.Refused(KeyFault fault) -> {
        refuse(GrpcCallers.problem(fault), request, response);
        yield Optional.empty();
      }
    };
  }

  private void refuse(Problem problem, ServerRequest request, ServerResponse response) {
    Duration wait = rates.takeTries(request, 1);
    if (wait.isPositive()) {
      HttpDoor.refuse(response, GrpcCallers.tooMany(wait), wait);
    } else {
      HttpDoor.refuse(response, problem);
    }
  }

  private static Problem scopeMissing(Scope scope) {
    return Problem.of(
        List.of(new Violation("authorization", Reason.SCOPE_MISSING, GrpcCallers.scoped(scope))));
  }
}
