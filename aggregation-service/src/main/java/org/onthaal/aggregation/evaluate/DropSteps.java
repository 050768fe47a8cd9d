package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.AlertMachine.Step;
import org.onthaal.aggregation.alert.AlertState;
import org.onthaal.aggregation.alert.AlertState.Closed;
import org.onthaal.aggregation.alert.AlertState.Firing;
import org.onthaal.aggregation.alert.AlertState.Inactive;
import org.onthaal.aggregation.alert.AlertState.Pending;
import org.onthaal.aggregation.alert.AlertState.Recovering;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.drop.Seen;

/// The life of an alert that is held by evidence: unusual is pending, an alarm fires, evidence of
/// the end recovers and resolves. Pure.
final class DropSteps {
  private DropSteps() {}

  /// @param at end of the slot after which it was seen
  static Step next(AlertState state, Seen seen, Instant at) {
    return switch (state) {
      // Closing sets the evidence back, so what is seen afterwards is new.
      case Inactive(), Closed(_) -> fromInactive(seen, at);
      case Pending pending -> fromPending(pending, seen, at);
      case Firing firing -> fromFiring(firing, seen, at);
      case Recovering recovering -> fromRecovering(recovering, seen);
    };
  }

  private static Step fromInactive(Seen seen, Instant at) {
    return switch (seen) {
      case Seen.Unusual _ -> new Step(new Pending(at, Optional.empty()), Optional.of(Kind.PENDING));
      case Seen.Fired _, Seen.Firing _, Seen.Recovering _ ->
          new Step(new Firing(at, at), Optional.of(Kind.FIRED));
      case Seen.Inactive _, Seen.Resolved _ -> stay(AlertState.inactive());
    };
  }

  private static Step fromPending(Pending pending, Seen seen, Instant at) {
    return switch (seen) {
      case Seen.Unusual _ -> stay(pending);
      case Seen.Fired _, Seen.Firing _, Seen.Recovering _ ->
          new Step(new Firing(pending.since(), at), Optional.of(Kind.FIRED));
      case Seen.Inactive _, Seen.Resolved _ ->
          over(pending.firedAt().isPresent() ? Kind.RESOLVED : Kind.DROPPED);
    };
  }

  private static Step fromFiring(Firing firing, Seen seen, Instant at) {
    return switch (seen) {
      case Seen.Fired _, Seen.Firing _ -> stay(firing);
      case Seen.Recovering _ ->
          new Step(
              new Recovering(firing.since(), firing.firedAt(), at), Optional.of(Kind.RECOVERING));
      // Without a watch for the end, the slot after an alarm ends it.
      case Seen.Inactive _, Seen.Unusual _, Seen.Resolved _ -> over(Kind.RESOLVED);
    };
  }

  private static Step fromRecovering(Recovering recovering, Seen seen) {
    return switch (seen) {
      case Seen.Recovering _ -> stay(recovering);
      case Seen.Fired _, Seen.Firing _ ->
          new Step(
              new Firing(recovering.since(), recovering.firedAt()), Optional.of(Kind.RELAPSED));
      case Seen.Inactive _, Seen.Unusual _, Seen.Resolved _ -> over(Kind.RESOLVED);
    };
  }

  private static Step over(Kind kind) {
    return new Step(AlertState.inactive(), Optional.of(kind));
  }

  private static Step stay(AlertState state) {
    return new Step(state, Optional.empty());
  }
}
