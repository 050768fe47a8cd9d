package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.onthaal.aggregation.alert.AcknowledgementListener;
import org.onthaal.aggregation.alert.Action;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.notify.Outbox.Endpoint;

/// Tells those where people acknowledge as well that somebody takes care of an alert here, so that
/// nobody is called at night for it: PagerDuty, if it was told that the alert fires.
public final class AcknowledgementNotifier implements AcknowledgementListener {
  private final RouteTable table;
  private final Outbox outbox;
  private final Grouping grouping;
  private final InstantSource clock;
  private final Duration giveUpAfter;

  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  public AcknowledgementNotifier(
      RouteTable table,
      Outbox outbox,
      Grouping grouping,
      InstantSource clock,
      Duration giveUpAfter) {
    this.table = table;
    this.outbox = outbox;
    this.grouping = grouping;
    this.clock = clock;
    this.giveUpAfter = giveUpAfter;
  }

  @Override
  public void acknowledged(AlertTransaction transaction, Alert alert, Action action) {
    if (!(action.what() instanceof Action.What.Acknowledged(String owner, _))) {
      return;
    }
    Set<Endpoint> disabled = outbox.disabled(transaction);
    String body = MessageBody.ofAcknowledgement(alert.id(), owner, action.at());
    Map<String, Told> told = told(transaction, alert);
    told.forEach((receiver, how) -> {
      if (wants(receiver, disabled)) {
        outbox.queue(transaction, notification(receiver, how, action, body));
      }
    });
  }

  /// As the alert itself was told, so that this comes after it.
  ///
  /// @param alert empty in a group
  private record Told(String groupKey, Optional<UUID> alert) {}

  private Map<String, Told> told(AlertTransaction transaction, Alert alert) {
    Map<String, Told> told = new TreeMap<>();
    for (String receiver : outbox.toldOf(transaction, alert.id())) {
      told.put(receiver, new Told(Notifier.groupKey(alert), Optional.of(alert.id())));
    }
    grouping
        .toldOf(transaction, alert.id())
        .forEach((receiver, key) -> told.putIfAbsent(receiver, new Told(key, Optional.empty())));
    return told;
  }

  private boolean wants(String receiver, Set<Endpoint> disabled) {
    return table
        .receiver(receiver)
        .map(ReceiverSpec::destination)
        .filter(destination -> destination instanceof Destination.PagerDuty)
        .filter(destination -> !disabled.contains(new Endpoint(receiver, destination.endpoint())))
        .isPresent();
  }

  private Notification notification(String receiver, Told told, Action action, String body) {
    Instant now = clock.instant();
    return new Notification(
        StableId.of("notification", receiver, action.id().toString()),
        new Notification.Address(receiver, told.groupKey()),
        told.alert(),
        Optional.empty(),
        new Notification.Content(Notification.Kind.ACKNOWLEDGED, body),
        new Notification.Schedule(now, now, now.plus(giveUpAfter)));
  }
}
