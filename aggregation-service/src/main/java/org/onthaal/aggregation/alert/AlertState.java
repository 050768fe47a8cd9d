package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.Optional;

/// Where one rule stands for one stream. `Resolved` is no state but the transition back to
/// inactive.
public sealed interface AlertState {
  /// The condition does not hold.
  record Inactive() implements AlertState {}

  /// The condition holds, but not yet for as long as the rule asks.
  ///
  /// @param since when it began to hold
  /// @param firedAt set when the alert had fired before the rule's `for` was raised: people were
  ///   told and must be told the end
  record Pending(Instant since, Optional<Instant> firedAt) implements AlertState {}

  /// The condition has held for long enough; people were told.
  record Firing(Instant since, Instant firedAt) implements AlertState {}

  /// Firing for those who were told, but the condition no longer holds.
  ///
  /// @param clearSince first evaluation at which it did not hold
  record Recovering(Instant since, Instant firedAt, Instant clearSince) implements AlertState {}

  /// A person ended the alert while the condition may still hold: nothing begins until it has been
  /// over.
  ///
  /// @param since when it was closed
  record Closed(Instant since) implements AlertState {}

  static AlertState inactive() {
    return new Inactive();
  }

  /// The name that is stored and shown.
  default Name name() {
    return switch (this) {
      case Inactive() -> Name.INACTIVE;
      case Pending(_, _) -> Name.PENDING;
      case Firing(_, _) -> Name.FIRING;
      case Recovering(_, _, _) -> Name.RECOVERING;
      case Closed(_) -> Name.CLOSED;
    };
  }

  /// Whether there is no alert.
  default boolean isOver() {
    return switch (this) {
      case Inactive(), Closed(_) -> true;
      case Pending(_, _), Firing(_, _), Recovering(_, _, _) -> false;
    };
  }

  /// Names of the states, and `RESOLVED` for an alert that is over; no alert itself is `CLOSED`.
  enum Name {
    INACTIVE,
    PENDING,
    FIRING,
    RECOVERING,
    RESOLVED,
    CLOSED
  }
}
