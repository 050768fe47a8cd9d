package org.onthaal.aggregation.drop;

import org.onthaal.aggregation.drop.DropState.Fallen;
import org.onthaal.aggregation.drop.DropState.Watching;

/// Judges one closed slot after the other.
///
/// @param thresholdDays evidence at which the alarm rings: at most one false alarm in so many days;
///   see [AlarmBudget] for many streams
/// @param recovers whether an alarm lasts until it is sure that the drop is over; otherwise each
///   alarm is over at once, and the evidence starts again
public record DropDetector(double thresholdDays, boolean recovers) {
  /// One false alarm a year, at most.
  public static final double THRESHOLD_DAYS = 365;

  /// Evidence worth a look: at most one by chance in so many days.
  public static final double UNUSUAL_DAYS = 30;

  /// At most one wrong "it is over" in so many days of a lasting drop.
  public static final double RESOLVED_DAYS = 30;

  /// Evidence of a recovery worth showing. A third of what resolves, so that a lasting drop is
  /// shown as recovering at most once in so many days.
  public static final double RECOVERING_DAYS = 10;

  public DropDetector {
    if (!(thresholdDays > 0) || Double.isInfinite(thresholdDays)) {
      throw new IllegalArgumentException(
          "thresholdDays: " + thresholdDays + " (expected: above 0)");
    }
  }

  /// The next state, and what is seen.
  public record Step(DropState state, Seen seen) {}

  public Step next(DropState state, Slot slot, Reference reference) {
    return switch (state) {
      case Watching(DropEvidence evidence) -> watch(evidence.next(slot, reference), reference);
      case Fallen(Drop drop, Recovery recovery) ->
          recover(drop, recovery.next(slot, reference, drop.size()));
    };
  }

  private Step watch(DropEvidence evidence, Reference reference) {
    double days = evidence.days();
    if (days >= thresholdDays) {
      Drop drop = evidence.strongest(reference.points());
      DropState next = recovers ? new Fallen(drop, Recovery.NONE) : DropState.start();
      return new Step(next, new Seen.Fired(drop));
    }
    return new Step(
        new Watching(evidence),
        days >= UNUSUAL_DAYS
            ? new Seen.Unusual(evidence.strongest(reference.points()))
            : new Seen.Inactive(days));
  }

  private static Step recover(Drop drop, Recovery recovery) {
    double days = recovery.days();
    if (days >= RESOLVED_DAYS) {
      return new Step(DropState.start(), new Seen.Resolved(drop, days));
    }
    return new Step(
        new Fallen(drop, recovery),
        days >= RECOVERING_DAYS ? new Seen.Recovering(drop, days) : new Seen.Firing(drop, days));
  }
}
