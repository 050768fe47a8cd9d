package org.onthaal.aggregation.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.AlertState.Closed;
import org.onthaal.aggregation.alert.AlertState.Firing;
import org.onthaal.aggregation.alert.AlertState.Inactive;
import org.onthaal.aggregation.alert.AlertState.Pending;
import org.onthaal.aggregation.alert.AlertState.Recovering;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.rule.Hold;

/// The life of an alert, with the meaning that Prometheus gives `for` and `keep_firing_for`, and a
/// resolve limit, which Prometheus lacks.
///
/// Pending becomes firing when `at - since >= for`; one evaluation without the condition drops a
/// pending alert. A firing alert recovers while the condition does not hold, and is resolved when
/// `at - clearSince >= keep-firing-for`. Raising `for` above the age of a firing alert makes it
/// pending again. A closed one waits until the condition that keeps it is over. Source:
/// prometheus/prometheus rules/alerting.go, `AlertingRule.Eval`.
public final class AlertMachine {
  private AlertMachine() {}

  /// What was seen at one evaluation.
  ///
  /// @param holds bad enough to begin an alert
  /// @param keeps bad enough to keep one firing; true whenever `holds` is
  public record Seen(boolean holds, boolean keeps) {
    public Seen {
      keeps = keeps || holds;
    }
  }

  /// The next state, and what happened on the way to it, if anything did.
  public record Step(AlertState state, Optional<Kind> happened) {}

  public static Step next(AlertState state, Seen seen, Hold hold, Instant at) {
    return switch (state) {
      case Inactive() ->
          seen.holds() ? begin(new Pending(at, Optional.empty()), hold, at) : stay(state);
      case Pending pending ->
          seen.holds() || (pending.firedAt().isPresent() && seen.keeps())
              ? ripen(pending, hold, at)
              : over(pending.firedAt().isPresent() ? Kind.RESOLVED : Kind.DROPPED);
      case Firing firing -> fromFiring(firing, seen, hold, at);
      case Recovering recovering -> fromRecovering(recovering, seen, hold, at);
      case Closed closed -> stay(seen.keeps() ? closed : AlertState.inactive());
    };
  }

  private static Step begin(Pending pending, Hold hold, Instant at) {
    Step ripe = ripen(pending, hold, at);
    return ripe.happened().isPresent() ? ripe : new Step(pending, Optional.of(Kind.PENDING));
  }

  private static Step ripen(Pending pending, Hold hold, Instant at) {
    return isShorter(pending.since(), at, hold.holdFor())
        ? stay(pending)
        : new Step(new Firing(pending.since(), at), Optional.of(Kind.FIRED));
  }

  private static Step fromFiring(Firing firing, Seen seen, Hold hold, Instant at) {
    if (!seen.keeps()) {
      return hold.keepFiringFor().isZero()
          ? over(Kind.RESOLVED)
          : new Step(
              new Recovering(firing.since(), firing.firedAt(), at), Optional.of(Kind.RECOVERING));
    }
    // Clocks differ a little, so time may go back; what fired has been held until then anyway.
    Instant held = at.isAfter(firing.firedAt()) ? at : firing.firedAt();
    if (isShorter(firing.since(), held, hold.holdFor())) {
      return new Step(
          new Pending(firing.since(), Optional.of(firing.firedAt())), Optional.of(Kind.DEMOTED));
    }
    return stay(firing);
  }

  private static Step fromRecovering(Recovering state, Seen seen, Hold hold, Instant at) {
    if (seen.keeps()) {
      return new Step(new Firing(state.since(), state.firedAt()), Optional.of(Kind.RELAPSED));
    }
    return isShorter(state.clearSince(), at, hold.keepFiringFor())
        ? stay(state)
        : over(Kind.RESOLVED);
  }

  private static boolean isShorter(Instant since, Instant at, Duration than) {
    return Duration.between(since, at).compareTo(than) < 0;
  }

  private static Step over(Kind kind) {
    return new Step(AlertState.inactive(), Optional.of(kind));
  }

  private static Step stay(AlertState state) {
    return new Step(state, Optional.empty());
  }
}
