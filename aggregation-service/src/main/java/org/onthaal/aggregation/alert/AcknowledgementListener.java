package org.onthaal.aggregation.alert;

/// Hears that somebody takes care of an alert, in the transaction that keeps it.
@FunctionalInterface
public interface AcknowledgementListener {
  /// Hears of it with the alert as it is now.
  ///
  /// @param action of kind [Action.What.Acknowledged]
  void acknowledged(AlertTransaction transaction, Alert alert, Action action);
}
