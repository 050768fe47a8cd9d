package org.onthaal.aggregation.notify.stage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.notify.Withheld;

/// Where it is kept why transitions were not told, and what is firing.
public interface WithheldStore {
  /// From all receivers.
  ///
  /// @param cause id of what keeps it from being told
  void withhold(AlertTransaction transaction, UUID transition, Withheld reason, UUID cause);

  /// Transitions to firing that a silence or another alert keeps from being told, of alerts that
  /// still fire, in one partition.
  List<Transition> heldBack(AlertTransaction transaction, int partition);

  /// Forgets that it was not told, because it is told now.
  void release(AlertTransaction transaction, UUID transition);

  /// Alerts that fire or recover, the oldest first.
  ///
  /// @param administration absent means all
  List<Firing> firing(AlertTransaction transaction, Optional<String> administration);

  /// Why transitions of an alert were not told; committed.
  ///
  /// @throws org.onthaal.aggregation.alert.StoreFailedException when the database does not answer
  List<NotTold> of(UUID alert);

  /// An alert that fires.
  record Firing(UUID id, Alert.Subject subject) {}

  /// Why a transition was not told.
  ///
  /// @param receiver empty when the reason holds for all of them
  record NotTold(UUID transition, String receiver, Withheld reason, Optional<UUID> cause) {}
}
