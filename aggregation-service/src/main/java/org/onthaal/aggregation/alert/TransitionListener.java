package org.onthaal.aggregation.alert;

/// Hears of each transition inside the transaction that makes it, and may write with it.
@FunctionalInterface
public interface TransitionListener {
  void happened(AlertTransaction transaction, Alert alert, Transition transition);
}
