package org.onthaal.aggregation.notify.stage;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
      Alert alert = Objects.requireNonNull(known.get(transition.alert()));
      Optional<Quiet> still = Optional.ofNullable(why.get(alert.id()));
      if (isOver(transaction, transition.id(), "", still)) {
        notifier.happened(transaction, alert, transition);
      }
    }
    for (WithheldStore.Held one : held) {
      Optional<Quiet> still = Optional.ofNullable(why.get(one.alert()));
      if (isOver(transaction, one.transition(), one.receiver(), still)) {
        store.send(transaction, one, silence.now());
      }
    }
  }

  /// Whether nothing holds it back any more; forgets the reason then, or notes the one that holds
  /// now.
  private boolean isOver(
      AlertTransaction transaction, UUID transition, String receiver, Optional<Quiet> still) {
    if (still.isPresent()) {
      store.follow(transaction, transition, receiver, still.get());
    } else {
      store.release(transaction, transition, receiver);
    }
    return still.isEmpty();
  }

  private Map<UUID, Quiet> quiet(AlertTransaction transaction, Collection<Alert> firing) {
    return quiet.among(
        transaction,
        firing.stream()
            .map(alert -> new WithheldStore.Firing(alert.id(), alert.subject()))
            .toList());
  }
}
