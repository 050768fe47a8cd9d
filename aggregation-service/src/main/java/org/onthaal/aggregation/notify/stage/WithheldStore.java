package org.onthaal.aggregation.notify.stage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Withheld;

/// Where it is kept why transitions were not told, and what is firing.
public interface WithheldStore {
  /// From all receivers.
  void withhold(AlertTransaction transaction, UUID transition, Quiet quiet);

  /// Notes that something else keeps it from being told by now.
  ///
  /// @param receiver empty for all of them
  void follow(AlertTransaction transaction, UUID transition, String receiver, Quiet quiet);

  /// Transitions to firing that a silence or another alert keeps from being told, of alerts that
  /// still fire, in one partition.
  List<Transition> heldBack(AlertTransaction transaction, int partition);

  /// Forgets that it was not told, because it is told now.
  ///
  /// @param receiver empty for all of them
  void release(AlertTransaction transaction, UUID transition, String receiver);

  /// Holds a notification that waited for its first try; says whether its lease was still held.
  boolean hold(AlertTransaction transaction, Outbox.Leased waited, Quiet quiet);

  /// Notifications that are held, of alerts that still fire, in one partition.
  List<Held> held(AlertTransaction transaction, int partition);

  /// Lets a notification be sent that was held; the time in which it was held does not count.
  void send(AlertTransaction transaction, Held held, Instant now);

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

  /// A notification that is held.
  record Held(UUID id, String receiver, UUID alert, UUID transition) {}

  /// Why a transition was not told.
  ///
  /// @param receiver empty when the reason holds for all of them
  record NotTold(UUID transition, String receiver, Withheld reason, Optional<UUID> cause) {}
}
