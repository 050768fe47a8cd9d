package org.onthaal.feedback.collect;

import java.util.ArrayList;
import java.util.List;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.access.KeyPolicy;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// Holds a rating against the key that it came with.
final class KeyRights {
  private KeyRights() {}

  /// What the caller's key does not allow; nothing where it shows none.
  static List<Violation> violations(Caller caller, Rating rating) {
    List<Violation> found = new ArrayList<>();
    if (!KeyPolicy.reaches(caller, rating.administration())) {
      found.add(
          new Violation(
              "touchpoint",
              Reason.TOUCHPOINT_NOT_OF_KEY,
              "a touchpoint of the administration that the key belongs to"));
    }
    if (rating.stamp().origin() == Origin.LIVE) {
      KeyPolicy.lacking(caller, rating.place().channel())
          .ifPresent(scope ->
              found.add(
                  new Violation("authorization", Reason.SCOPE_MISSING, GrpcCallers.scoped(scope))));
    }
    return found;
  }

  /// Why the caller may not say that a rating is not live.
  static Violation importRefused(Caller caller) {
    return caller.key().isPresent()
        ? new Violation("authorization", Reason.SCOPE_MISSING, GrpcCallers.scoped(Scope.IMPORT))
        : new Violation("origin", Reason.ORIGIN_NOT_ALLOWED, "LIVE from a caller elsewhere");
  }
}
