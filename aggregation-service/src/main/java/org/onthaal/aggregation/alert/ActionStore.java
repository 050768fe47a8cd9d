package org.onthaal.aggregation.alert;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where it is kept what people did with alerts.
public interface ActionStore {
  /// Keeps it as the newest of its alert.
  void append(AlertTransaction transaction, Action action);

  Optional<Action> action(AlertTransaction transaction, UUID id);

  /// The newest acknowledgement, or the end of one.
  Optional<Action> acknowledgement(AlertTransaction transaction, UUID alert);

  /// The same of committed ones, by alert; alerts that never had one are left out.
  ///
  /// @throws StoreFailedException when the database does not answer
  Map<UUID, Action> acknowledgements(Collection<UUID> alerts);

  /// Everything that happened to an alert by itself, and everything that people did with it, each
  /// oldest first; committed. Empty when there is no such alert.
  ///
  /// @throws StoreFailedException when the database does not answer
  Optional<History> history(UUID alert);

  /// An alert and what happened to it.
  record History(Alert alert, List<Transition> transitions, List<Action> actions) {
    public History {
      transitions = List.copyOf(transitions);
      actions = List.copyOf(actions);
    }
  }
}
