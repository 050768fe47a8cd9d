package org.onthaal.aggregation.notify.stage;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.alert.TransitionListener;

/// Lets the notifier hear of what neither a silence nor another alert holds back, in the
/// transaction that makes the transition.
public final class StagedNotifier implements TransitionListener {
  private final QuietAlerts quiet;
  private final SilenceStage silence;
  private final AlertStore alerts;
  private final WithheldStore store;
  private final TransitionListener notifier;

  public StagedNotifier(
      QuietAlerts quiet,
      SilenceStage silence,
      AlertStore alerts,
      WithheldStore store,
      TransitionListener notifier) {
    this.quiet = quiet;
    this.silence = silence;
    this.alerts = alerts;
    this.store = store;
    this.notifier = notifier;
  }

  @Override
  public void happened(AlertTransaction transaction, Alert alert, Transition transition) {
    Optional<Quiet> why =
        transition.kind() == Kind.FIRED
            ? Optional.ofNullable(quiet(transaction, List.of(alert)).get(alert.id()))
            : Optional.empty();
    if (why.isPresent()) {
      store.withhold(transaction, transition.id(), why.get());
    } else {
      notifier.happened(transaction, alert, transition);
    }
    if (alert.isOver() && alert.life().firedAt().isPresent()) {
      silence.over(transaction, alert);
    }
  }

  /// Tells what was held back, is no longer, and still fires; of the rest it notes by what it is
  /// held back now.
  public void review(AlertTransaction transaction, int partition) {
    List<Transition> untold = store.heldBack(transaction, partition);
    List<WithheldStore.Held> held = store.held(transaction, partition);
    if (untold.isEmpty() && held.isEmpty()) {
      return;
    }
    Set<UUID> ids = new HashSet<>();
    untold.forEach(transition -> ids.add(transition.alert()));
    held.forEach(notification -> ids.add(notification.alert()));
    Map<UUID, Alert> known =
        alerts.alerts(transaction, ids).stream()
            .collect(Collectors.toMap(Alert::id, Function.identity()));
    Map<UUID, Quiet> why = quiet(transaction, known.values());
    for (Transition transition : untold) {
      Quiet still = why.get(transition.alert());
      if (still != null) {
        store.follow(transaction, transition.id(), "", still);
      } else {
        store.release(transaction, transition.id(), "");
        notifier.happened(transaction, known.get(transition.alert()), transition);
      }
    }
    for (WithheldStore.Held notification : held) {
      Quiet still = why.get(notification.alert());
      if (still != null) {
        store.follow(transaction, notification.transition(), notification.receiver(), still);
      } else {
        store.release(transaction, notification.transition(), notification.receiver());
        store.send(transaction, notification, silence.now());
      }
    }
  }

  private Map<UUID, Quiet> quiet(AlertTransaction transaction, Collection<Alert> firing) {
    return quiet.among(
        transaction,
        firing.stream()
            .map(alert -> new WithheldStore.Firing(alert.id(), alert.subject()))
            .toList());
  }
}
