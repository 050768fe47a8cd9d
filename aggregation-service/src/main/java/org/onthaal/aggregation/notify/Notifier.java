package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.DecidingRule;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.Notification.Address;
import org.onthaal.aggregation.notify.Notification.Content;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.notify.Notification.Schedule;
import org.onthaal.aggregation.notify.Outbox.Endpoint;
import org.onthaal.aggregation.rule.Rule;

/// Turns transitions into notifications, in the transaction that makes the transition.
///
/// Each transition is in exactly one notification per receiver that wants it, or has a recorded
/// reason why not. That an alert fires goes to every matching route; that it is over goes to those,
/// and only those, who were told that it fires.
public final class Notifier implements TransitionListener {
  private final RouteTable table;
  private final DecidingRule rules;
  private final Outbox outbox;
  private final Grouping grouping;
  private final InstantSource clock;
  private final Duration giveUpAfter;

  /// Tells what the table says.
  ///
  /// @param rules say what figures were compared with
  /// @param grouping keeps what is told together
  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  public Notifier(
      RouteTable table,
      DecidingRule rules,
      Outbox outbox,
      Grouping grouping,
      InstantSource clock,
      Duration giveUpAfter) {
    this.table = table;
    this.rules = rules;
    this.outbox = outbox;
    this.grouping = grouping;
    this.clock = clock;
    this.giveUpAfter = giveUpAfter;
  }

  @Override
  public void happened(AlertTransaction transaction, Alert alert, Transition transition) {
    switch (transition.kind()) {
      case FIRED -> tellFiring(transaction, alert, transition);
      case RESOLVED, CLOSED -> tellResolved(transaction, alert, transition);
      case PENDING, DROPPED, RECOVERING, RELAPSED, DEMOTED ->
          outbox.withhold(transaction, transition.id(), "", Withheld.NOT_NEWS);
    }
  }

  private void tellFiring(AlertTransaction transaction, Alert alert, Transition transition) {
    List<Route> routes = table.routesOf(alert.subject());
    if (routes.isEmpty()) {
      outbox.withhold(transaction, transition.id(), "", Withheld.NO_ROUTE);
      return;
    }
    Set<Endpoint> disabled = outbox.disabled(transaction);
    Optional<Rule> rule = rules.of(transaction, alert);
    for (Route route : routes) {
      if (isDisabled(route.receiver(), disabled)) {
        outbox.withhold(transaction, transition.id(), route.receiver(), Withheld.RECEIVER_DISABLED);
      } else if (route.grouping().isPresent()) {
        grouping.began(
            transaction,
            route,
            route.grouping().get(),
            happening(Kind.FIRING, alert, transition, rule));
      } else {
        Told told =
            new Told(Kind.FIRING, route.receiver(), route.groupWait(), route.deadLetterTo());
        outbox.queue(transaction, notification(told, alert, transition, rule));
      }
    }
  }

  private void tellResolved(AlertTransaction transaction, Alert alert, Transition transition) {
    Set<String> recalled = outbox.recall(transaction, alert.id(), clock.instant());
    for (String receiver : recalled) {
      outbox.withhold(transaction, transition.id(), receiver, Withheld.OVER_BEFORE_TOLD);
    }
    Optional<Rule> rule = rules.of(transaction, alert);
    Set<String> told = new TreeSet<>(outbox.toldOf(transaction, alert.id()));
    Set<String> grouped =
        grouping.ended(transaction, happening(Kind.RESOLVED, alert, transition, rule));
    told.removeAll(grouped);
    if (told.isEmpty() && grouped.isEmpty() && recalled.isEmpty()) {
      outbox.withhold(transaction, transition.id(), "", Withheld.NOT_TOLD_BEFORE);
      return;
    }
    Set<Endpoint> disabled = outbox.disabled(transaction);
    for (String receiver : told) {
      if (table.receiver(receiver).isEmpty()) {
        outbox.withhold(transaction, transition.id(), receiver, Withheld.RECEIVER_UNKNOWN);
      } else if (isDisabled(receiver, disabled)) {
        outbox.withhold(transaction, transition.id(), receiver, Withheld.RECEIVER_DISABLED);
      } else {
        Told end =
            new Told(
                Kind.RESOLVED,
                receiver,
                Duration.ZERO,
                table.deadLetterTo(alert.subject(), receiver));
        outbox.queue(transaction, notification(end, alert, transition, rule));
      }
    }
  }

  private boolean isDisabled(String receiver, Set<Endpoint> disabled) {
    return table
        .receiver(receiver)
        .filter(spec -> disabled.contains(new Endpoint(receiver, spec.destination().endpoint())))
        .isPresent();
  }

  private Grouping.Happening happening(
      Kind kind, Alert alert, Transition transition, Optional<Rule> rule) {
    MessageBody.Telling alone = new MessageBody.Telling("", "", rule, table.links());
    return new Grouping.Happening(
        alert,
        transition.id(),
        MessageBody.of(kind, alert, transition.at(), transition.id(), alone),
        clock.instant());
  }

  private record Told(
      Kind kind, String receiver, Duration groupWait, Optional<String> deadLetterTo) {}

  private Notification notification(
      Told told, Alert alert, Transition transition, Optional<Rule> rule) {
    Instant now = clock.instant();
    UUID id = StableId.of("notification", told.receiver(), transition.id().toString());
    String groupKey = groupKey(alert);
    MessageBody.Telling to =
        new MessageBody.Telling(told.receiver(), groupKey, rule, table.links());
    return new Notification(
        id,
        new Address(told.receiver(), groupKey, told.deadLetterTo()),
        Optional.of(alert.id()),
        Optional.of(transition.id()),
        new Content(
            told.kind(), MessageBody.of(told.kind(), alert, transition.at(), transition.id(), to)),
        new Schedule(now, now.plus(told.groupWait()), now.plus(giveUpAfter)));
  }

  /// One administration's order is kept, so its alerts may be grouped; across administrations
  /// nothing is.
  static String groupKey(Alert alert) {
    StringBuilder key = new StringBuilder();
    for (Dimension dimension : List.of(Dimension.ADMINISTRATION, Dimension.SERVICE)) {
      alert.subject().stream()
          .value(dimension)
          .ifPresent(value -> key.append(dimension.word()).append('=').append(value).append(';'));
    }
    return key.toString();
  }
}
