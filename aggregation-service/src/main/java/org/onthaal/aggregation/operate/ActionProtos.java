package org.onthaal.aggregation.operate;

import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.Action;
import org.onthaal.aggregation.alert.Action.What;
import org.onthaal.aggregation.alert.ActionStore.History;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.notify.stage.WithheldStore.NotTold;
import org.onthaal.v1.Acknowledgement;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.AlertEventKind;

/// What happened to an alert as the contract writes it.
final class ActionProtos {
  private ActionProtos() {}

  static Acknowledgement acknowledgement(Action action) {
    if (!(action.what() instanceof What.Acknowledged what)) {
      throw new IllegalArgumentException(action + " (expected: an acknowledgement)");
    }
    Acknowledgement.Builder message =
        Acknowledgement.newBuilder()
            .setOwner(what.owner())
            .setNote(action.words())
            .setAuthor(action.author())
            .setAcknowledgedAt(Protos.timestamp(action.at()));
    what.until().ifPresent(until -> message.setUntil(Protos.timestamp(until)));
    return message.build();
  }

  /// Oldest first. That an alert was closed is one event: what happened and who did it.
  static List<AlertEvent> events(History history, List<NotTold> notTold) {
    List<AlertEvent> events = new ArrayList<>();
    Optional<Action> closing =
        history.actions().stream()
            .filter(action -> action.what() instanceof What.Closed)
            .findFirst();
    for (Transition transition : history.transitions()) {
      AlertEvent.Builder event = event(transition, notTold);
      if (transition.kind() == Kind.CLOSED) {
        closing.ifPresent(action -> event.setAuthor(action.author()).setText(action.words()));
      }
      events.add(event.build());
    }
    history.actions().stream()
        .filter(action -> !(action.what() instanceof What.Closed))
        .map(ActionProtos::event)
        .forEach(events::add);
    // Stable: of one moment, transitions come first.
    events.sort(Comparator.comparing(AlertEvent::getAt, Timestamps.comparator()));
    return events;
  }

  private static AlertEvent.Builder event(Transition transition, List<NotTold> notTold) {
    AlertEvent.Builder event =
        AlertEvent.newBuilder()
            .setId(transition.id().toString())
            .setKind(kind(transition.kind()))
            .setAt(Protos.timestamp(transition.at()));
    notTold.stream()
        .filter(one -> one.transition().equals(transition.id()))
        .map(one ->
            org.onthaal.v1.NotTold.newBuilder()
                .setReceiver(one.receiver())
                .setReason(one.reason().name())
                .setCause(one.cause().map(Object::toString).orElse(""))
                .build())
        .forEach(event::addNotTold);
    return event;
  }

  private static AlertEvent event(Action action) {
    AlertEvent.Builder event =
        AlertEvent.newBuilder()
            .setId(action.id().toString())
            .setKind(kind(action.what()))
            .setAt(Protos.timestamp(action.at()))
            .setAuthor(action.author())
            .setText(action.words());
    if (action.what() instanceof What.Acknowledged(String owner, var until)) {
      event.setOwner(owner);
      until.ifPresent(at -> event.setUntil(Protos.timestamp(at)));
    }
    return event.build();
  }

  private static AlertEventKind kind(What what) {
    return switch (what) {
      case What.Acknowledged _ -> AlertEventKind.EVENT_ACKNOWLEDGED;
      case What.AcknowledgementEnded() -> AlertEventKind.EVENT_ACKNOWLEDGEMENT_ENDED;
      case What.Commented() -> AlertEventKind.EVENT_COMMENTED;
      case What.Closed() -> AlertEventKind.EVENT_CLOSED;
    };
  }

  static AlertEventKind kind(Kind kind) {
    return switch (kind) {
      case PENDING -> AlertEventKind.EVENT_PENDING;
      case DROPPED -> AlertEventKind.EVENT_DROPPED;
      case FIRED -> AlertEventKind.EVENT_FIRED;
      case RECOVERING -> AlertEventKind.EVENT_RECOVERING;
      case RELAPSED -> AlertEventKind.EVENT_RELAPSED;
      case DEMOTED -> AlertEventKind.EVENT_DEMOTED;
      case RESOLVED -> AlertEventKind.EVENT_RESOLVED;
      case CLOSED -> AlertEventKind.EVENT_CLOSED;
    };
  }
}
