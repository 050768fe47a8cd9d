package org.onthaal.aggregation.operate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Action;
import org.onthaal.aggregation.alert.ActionStore;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.GetAlertResponse;

/// Alerts as they are shown: with whoever takes care of them. Safe for any thread.
public final class Shown {
  private final ActionStore actions;
  private final InstantSource clock;

  public Shown(ActionStore actions, InstantSource clock) {
    this.actions = actions;
    this.clock = clock;
  }

  /// In the same order.
  List<org.onthaal.v1.Alert> messages(List<Alert> alerts) {
    List<UUID> open = alerts.stream().filter(alert -> !alert.isOver()).map(Alert::id).toList();
    Map<UUID, Action> acknowledgements = actions.acknowledgements(open);
    return alerts.stream()
        .map(alert -> message(alert, Optional.ofNullable(acknowledgements.get(alert.id()))))
        .toList();
  }

  GetAlertResponse response(ActionStore.History history, List<AlertEvent> events) {
    return GetAlertResponse.newBuilder()
        .setAlert(messages(List.of(history.alert())).getFirst())
        .addAllHistory(events)
        .build();
  }

  private org.onthaal.v1.Alert message(Alert alert, Optional<Action> acknowledgement) {
    Instant now = clock.instant();
    org.onthaal.v1.Alert message = Protos.alert(alert);
    return acknowledgement
        .filter(action -> action.acknowledged(now).isPresent())
        .map(action ->
            message.toBuilder().setAcknowledgement(ActionProtos.acknowledgement(action)).build())
        .orElse(message);
  }
}
