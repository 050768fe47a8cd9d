package org.onthaal.aggregation.canary;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.DropStore;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Withheld;

/// Takes the canary's transitions out of the stream of all others: they go to the loop-back
/// receiver and to nobody else, and neither a silence nor another alert holds them back.
final class CanaryListener implements TransitionListener {
  /// Slots of a minute are many, and a look at last week's is all that anybody needs.
  private static final Duration SLOTS_KEPT = Duration.ofDays(7);

  private final TransitionListener others;
  private final Stores stores;
  private final InstantSource clock;
  private final Duration giveUpAfter;

  /// Where it is kept.
  record Stores(CanaryRuns runs, Outbox outbox, DropStore drops) {}

  CanaryListener(
      TransitionListener others, Stores stores, InstantSource clock, Duration giveUpAfter) {
    this.others = others;
    this.stores = stores;
    this.clock = clock;
    this.giveUpAfter = giveUpAfter;
  }

  @Override
  public void happened(AlertTransaction transaction, Alert alert, Transition transition) {
    if (!alert.subject().rule().equals(CanaryScript.RULE)) {
      others.happened(transaction, alert, transition);
      return;
    }
    switch (transition.kind()) {
      case FIRED -> fired(transaction, alert, transition);
      case RESOLVED, CLOSED -> {
        withhold(transaction, transition, Withheld.NOT_NEWS);
        stores
            .drops()
            .forgetSlots(transaction, CanaryScript.RULE, transition.at().minus(SLOTS_KEPT));
      }
      case PENDING, DROPPED, RECOVERING, RELAPSED, DEMOTED ->
          withhold(transaction, transition, Withheld.NOT_NEWS);
    }
  }

  private void fired(AlertTransaction transaction, Alert alert, Transition transition) {
    Optional<Instant> due = stores.runs().nightOf(transaction, transition.at());
    if (due.isEmpty()) {
      // Somebody else rated its touchpoint, before there ever was a canary.
      withhold(transaction, transition, Withheld.NO_ROUTE);
      return;
    }
    Instant now = clock.instant();
    UUID id = StableId.of("notification", LoopBack.NAME, transition.id().toString());
    stores
        .outbox()
        .queue(
            transaction,
            new Notification(
                id,
                new Notification.Address(LoopBack.NAME, "canary"),
                Optional.of(alert.id()),
                Optional.of(transition.id()),
                new Notification.Content(
                    Notification.Kind.FIRING, LoopBack.body(alert, transition.at(), due.get())),
                new Notification.Schedule(now, now, now.plus(giveUpAfter))));
  }

  private void withhold(AlertTransaction transaction, Transition transition, Withheld reason) {
    stores.outbox().withhold(transaction, transition.id(), "", reason);
  }
}
