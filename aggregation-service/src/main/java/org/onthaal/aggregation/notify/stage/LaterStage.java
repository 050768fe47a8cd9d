package org.onthaal.aggregation.notify.stage;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.notify.Outbox.Leased;
import org.onthaal.aggregation.notify.stage.WithheldStore.Firing;

/// Asks again long after the transition: before what waited is first sent, and before what was told
/// is repeated. A silence may have begun meanwhile.
public final class LaterStage {
  private final QuietAlerts quiet;
  private final AlertStore alerts;
  private final WithheldStore store;
  private final AlertTransactions transactions;

  /// @param transactions outside the fold
  public LaterStage(
      QuietAlerts quiet, AlertStore alerts, WithheldStore store, AlertTransactions transactions) {
    this.quiet = quiet;
    this.alerts = alerts;
    this.store = store;
    this.transactions = transactions;
  }

  /// What may be sent of what was taken from the outbox; the rest is held, and sent once nothing
  /// holds it back any more.
  public List<Leased> sendable(List<Leased> taken) {
    return taken.stream()
        .filter(one -> one.waited().filter(alert -> isHeld(one, alert)).isEmpty())
        .toList();
  }

  private boolean isHeld(Leased waited, UUID alert) {
    return transactions.transact(transaction -> hold(transaction, waited, alert));
  }

  /// Under the lock of the alert's state, so that its end meets what is held or what is sent.
  private boolean hold(AlertTransaction transaction, Leased waited, UUID id) {
    if (alerts.locked(transaction, id).isEmpty()) {
      return false;
    }
    Alert alert = alerts.alerts(transaction, List.of(id)).getFirst();
    Optional<Quiet> why =
        alert.isOver()
            ? Optional.empty()
            : Optional.ofNullable(
                quiet.among(transaction, List.of(new Firing(id, alert.subject()))).get(id));
    return why.filter(reason -> store.hold(transaction, waited, reason)).isPresent();
  }

  /// Those of these alerts that are not to be repeated now.
  public Set<UUID> quiet(Collection<UUID> ids) {
    return transactions.transact(transaction -> {
      List<Firing> firing =
          alerts.alerts(transaction, ids).stream()
              .map(alert -> new Firing(alert.id(), alert.subject()))
              .toList();
      return quiet.among(transaction, firing).keySet();
    });
  }
}
