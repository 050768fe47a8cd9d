package org.onthaal.aggregation.notify.stage;

import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.alert.TransitionListener;

/// Lets the notifier hear of what neither a silence nor another alert holds back, in the
/// transaction that makes the transition.
public final class StagedNotifier implements TransitionListener {
  private final SilenceStage silence;
  private final InhibitStage inhibit;
  private final AlertStore alerts;
  private final WithheldStore store;
  private final TransitionListener notifier;

  public StagedNotifier(
      SilenceStage silence,
      InhibitStage inhibit,
      AlertStore alerts,
      WithheldStore store,
      TransitionListener notifier) {
    this.silence = silence;
    this.inhibit = inhibit;
    this.alerts = alerts;
    this.store = store;
    this.notifier = notifier;
  }

  @Override
  public void happened(AlertTransaction transaction, Alert alert, Transition transition) {
    Optional<Quiet> quiet =
        transition.kind() == Kind.FIRED ? quiet(transaction, alert) : Optional.empty();
    if (quiet.isPresent()) {
      store.withhold(transaction, transition.id(), quiet.get().reason(), quiet.get().cause());
    } else {
      notifier.happened(transaction, alert, transition);
    }
    if (alert.isOver() && alert.life().firedAt().isPresent()) {
      silence.over(transaction, alert);
    }
  }

  /// Tells what was held back, is no longer, and still fires.
  public void review(AlertTransaction transaction, int partition) {
    List<Transition> held = store.heldBack(transaction, partition);
    for (Transition transition : held) {
      Alert alert = alerts.alerts(transaction, List.of(transition.alert())).getFirst();
      if (quiet(transaction, alert).isEmpty()) {
        store.release(transaction, transition.id());
        notifier.happened(transaction, alert, transition);
      }
    }
  }

  private Optional<Quiet> quiet(AlertTransaction transaction, Alert alert) {
    return silence.quiet(transaction, alert).or(() -> inhibit.quiet(transaction, alert));
  }
}
