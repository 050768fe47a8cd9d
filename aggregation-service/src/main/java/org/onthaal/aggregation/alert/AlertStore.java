package org.onthaal.aggregation.alert;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where alerts, their states and their transitions are kept.
public interface AlertStore {
  /// States of one rule for these streams; those that were never seen are left out.
  List<StreamState> states(
      AlertTransaction transaction,
      String rule,
      Collection<org.onthaal.aggregation.rule.Stream> streams);

  /// States of all rules whose alert is not over, and those that were closed, in one partition.
  ///
  /// Locked until the transaction ends: whoever wants to close one of these alerts waits, and
  /// whoever judges them waits for one that is being closed.
  List<StreamState> unsettled(AlertTransaction transaction, int partition);

  /// The state of an alert that is not over, locked until the transaction ends; empty for one that
  /// is over or unknown.
  Optional<StreamState> locked(AlertTransaction transaction, UUID alert);

  /// All states of one rule in one partition.
  List<StreamState> known(AlertTransaction transaction, String rule, int partition);

  void save(AlertTransaction transaction, StreamState state);

  /// Drops the times of the newest ratings, in one partition, of all but these rules.
  void forgetRatings(AlertTransaction transaction, int partition, List<String> exceptRules);

  /// Stores an alert as it is now.
  void save(AlertTransaction transaction, Alert alert);

  /// Throws when the transition is already known: somebody else made the same step.
  void append(AlertTransaction transaction, Transition transition);

  /// Keeps what a transition was decided on; the transition is appended first.
  void decided(AlertTransaction transaction, Decision decision);

  /// A rule file of the rule that decided the newest transition of an alert, as it was; empty where
  /// no decision was kept.
  Optional<String> decidingRule(AlertTransaction transaction, UUID alert);

  List<Alert> alerts(AlertTransaction transaction, Collection<UUID> ids);

  /// Committed alerts, newest first.
  ///
  /// @throws StoreFailedException when the database does not answer
  List<Alert> list(AlertQuery query);

  /// What the transitions of an alert were decided on, as committed, oldest first; none of those
  /// that a person made, or a change of the rules.
  ///
  /// @throws StoreFailedException when the database does not answer
  List<Decision> decisions(UUID alert);

  /// Committed alerts with these ids.
  ///
  /// @throws StoreFailedException when the database does not answer
  List<Alert> list(Collection<UUID> ids);
}
