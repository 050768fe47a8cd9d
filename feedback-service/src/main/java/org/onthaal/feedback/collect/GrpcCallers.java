package org.onthaal.feedback.collect;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.KeyPolicy;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.key.KeyCheck;
import org.onthaal.feedback.key.KeyFault;
import org.onthaal.feedback.key.KeyRing;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// Who calls over gRPC, and which calls are open to them. Never waits; safe for any thread.
///
/// @param rates what a network may try in vain, the same that bounds its ratings over HTTP
public record GrpcCallers(KeyRing keys, ServiceKey serviceKey, IntakeRates rates) {
  private static final String FIELD = "authorization";
  static final String BEARER = "Bearer ";
  // Ratings, and what became of those that never arrived.
  private static final List<String> FOR_SENDERS =
      List.of("onthaal.v1.FeedbackService/", "onthaal.v1.LossService/ReportLosses");
  // Whether the door is there and what it looks like.
  private static final List<String> ABOUT_THE_DOOR =
      List.of("grpc.health.v1.Health/", "grpc.reflection.v1.ServerReflection/");

  /// Whom a call is from, or why it is not answered.
  public sealed interface Judged {
    record Admitted(Caller caller) implements Judged {}

    record Refused(Problem problem) implements Judged {}
  }

  /// Judges one call.
  ///
  /// @param peer the other end of the connection; empty where it has no address
  /// @param authorization what the caller shows, as it was sent
  public Judged judge(Optional<InetAddress> peer, Optional<String> authorization, String method) {
    boolean near = peer.filter(InetAddress::isLoopbackAddress).isPresent();
    if (authorization.isEmpty()) {
      return near
          ? new Judged.Admitted(Caller.LOOPBACK)
          : refused(
              peer, problem(Reason.KEY_MISSING, "Bearer and a key: callers elsewhere need one"));
    }
    String shown = authorization.get();
    // The scheme's name is the same in any case (RFC 9110, 11.1).
    if (!shown.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return refused(near, peer, KeyFault.MALFORMED);
    }
    String text = shown.substring(BEARER.length()).strip();
    if (serviceKey.matches(text)) {
      return new Judged.Admitted(Caller.SERVICE);
    }
    return switch (keys.check(text)) {
      case KeyCheck.Open(var key) -> opened(Caller.holding(key), method);
      case KeyCheck.Refused(KeyFault fault) -> refused(near, peer, fault);
    };
  }

  private static Judged opened(Caller caller, String method) {
    if (ABOUT_THE_DOOR.stream().anyMatch(method::startsWith)) {
      return new Judged.Admitted(caller);
    }
    if (FOR_SENDERS.stream().noneMatch(method::startsWith)) {
      return new Judged.Refused(
          new Problem(
              Reason.LOOPBACK_ONLY,
              "no key opens this call: it answers callers of its own machine and the other service"));
    }
    return caller.key().filter(KeyPolicy::maySubmit).isPresent()
        ? new Judged.Admitted(caller)
        : new Judged.Refused(
            Problem.of(List.of(new Violation(FIELD, Reason.SCOPE_MISSING, scoped(Scope.APPEND)))));
  }

  /// What a key with a scope is called in a refusal.
  static String scoped(Scope scope) {
    return "a key with scope " + scope.name().toLowerCase(java.util.Locale.ROOT);
  }

  private Judged refused(boolean near, Optional<InetAddress> peer, KeyFault fault) {
    return refused(near ? Optional.empty() : peer, problem(fault));
  }

  private Judged refused(Optional<InetAddress> counted, Problem problem) {
    Duration wait = counted.map(address -> rates.take(address, Map.of(), 1)).orElse(Duration.ZERO);
    if (wait.isPositive()) {
      return new Judged.Refused(tooMany(wait));
    }
    return new Judged.Refused(problem);
  }

  /// What is said to whoever shows a text that opens nothing.
  public static Problem problem(KeyFault fault) {
    return switch (fault) {
      case MALFORMED ->
          problem(Reason.KEY_MALFORMED, "Bearer and a key, ons_…, without typing error");
      case UNKNOWN -> problem(Reason.KEY_UNKNOWN, "a key that was made here");
      case REVOKED -> problem(Reason.KEY_REVOKED, "a key that was not revoked");
      case EXPIRED -> problem(Reason.KEY_EXPIRED, "a key whose time is not over");
    };
  }

  /// What is said to whoever shows no key, or one that does not do.
  static Problem problem(Reason reason, String expected) {
    return new Problem(
        reason, FIELD + ": expected " + expected, List.of(new Violation(FIELD, reason, expected)));
  }

  /// What is said to a network that tried too many keys.
  static Problem tooMany(Duration wait) {
    return new Problem(
        Reason.RATE_LIMITED,
        "too many calls of this network without a valid key; try again in "
            + HttpDoor.seconds(wait)
            + " s");
  }
}
