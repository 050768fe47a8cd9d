package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.AcknowledgementListener;
import org.onthaal.aggregation.alert.Action;
import org.onthaal.aggregation.alert.Action.What;
import org.onthaal.aggregation.alert.ActionStore;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertState;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.rule.RuleKind;

/// What people do with alerts, each in a transaction of its own. Safe for any thread.
///
/// The state of the alert is locked first, as the fold does with every alert that is not over, so
/// that one of the two sees what the other wrote: each order of the two gives one history.
///
/// Errors: a database that does not answer throws `StoreFailedException`.
public final class AlertActions {
  private final AlertTransactions transactions;
  private final AlertStore alerts;
  private final ActionStore actions;
  private final DropStore drops;
  private final AcknowledgementListener acknowledgements;
  private final AlertKeeper keeper;
  private final InstantSource clock;

  /// Where alerts are kept.
  ///
  /// @param listener hears of alerts that are closed
  /// @param acknowledgements hears of those that somebody takes care of
  public record Parts(
      AlertTransactions transactions,
      AlertStore alerts,
      ActionStore actions,
      DropStore drops,
      TransitionListener listener,
      AcknowledgementListener acknowledgements) {}

  public AlertActions(Parts parts, InstantSource clock) {
    this.transactions = parts.transactions();
    this.alerts = parts.alerts();
    this.actions = parts.actions();
    this.drops = parts.drops();
    this.acknowledgements = parts.acknowledgements();
    this.keeper = new AlertKeeper(alerts, parts.listener());
    this.clock = clock;
  }

  /// What became of an action.
  public enum Outcome {
    /// It is so now, whether or not it was before.
    DONE,
    /// There is no such alert.
    UNKNOWN,
    /// The alert is over.
    OVER,
    /// The id names another action.
    ID_REUSED
  }

  /// Somebody takes care of an alert; the same again changes nothing.
  public Outcome acknowledge(UUID alert, What.Acknowledged what, String author, String note) {
    return transactions.transact(transaction -> {
      if (alerts.locked(transaction, alert).isEmpty()) {
        return missing(transaction, alert);
      }
      Instant now = now();
      Optional<Action> before = actions.acknowledgement(transaction, alert);
      boolean isKnown =
          before
              .filter(action ->
                  action.acknowledged(now).filter(what::equals).isPresent()
                      && action.author().equals(author)
                      && action.words().equals(note))
              .isPresent();
      if (!isKnown) {
        Action action = Action.of(alert, what, author, note, now);
        actions.append(transaction, action);
        Alert open = alerts.alerts(transaction, List.of(alert)).getFirst();
        acknowledgements.acknowledged(transaction, open, action);
      }
      return Outcome.DONE;
    });
  }

  /// Nobody takes care of it any more.
  public Outcome endAcknowledgement(UUID alert, String author) {
    return transactions.transact(transaction -> {
      if (alerts.locked(transaction, alert).isEmpty()) {
        // With the alert it ended by itself.
        return isKnown(transaction, alert) ? Outcome.DONE : Outcome.UNKNOWN;
      }
      Instant now = now();
      if (actions
          .acknowledgement(transaction, alert)
          .flatMap(action -> action.acknowledged(now))
          .isPresent()) {
        actions.append(
            transaction, Action.of(alert, new What.AcknowledgementEnded(), author, "", now));
      }
      return Outcome.DONE;
    });
  }

  /// Something said of an alert; with the same id it is kept once.
  public Outcome comment(UUID alert, UUID id, String author, String words) {
    return transactions.transact(transaction -> {
      if (!isKnown(transaction, alert)) {
        return Outcome.UNKNOWN;
      }
      Action comment = new Action(id, alert, new What.Commented(), author, words, now());
      Optional<Action> known = actions.action(transaction, id);
      if (known.isPresent()) {
        return isSame(known.get(), comment) ? Outcome.DONE : Outcome.ID_REUSED;
      }
      actions.append(transaction, comment);
      return Outcome.DONE;
    });
  }

  private static boolean isSame(Action known, Action comment) {
    return known.alert().equals(comment.alert())
        && known.what().equals(comment.what())
        && known.author().equals(comment.author())
        && known.words().equals(comment.words());
  }

  /// Ends an alert by hand; one that is over stays as it is.
  public Outcome close(UUID alert, String author, String why) {
    return transactions.transact(transaction -> {
      Optional<StreamState> state = alerts.locked(transaction, alert);
      if (state.isEmpty()) {
        return isKnown(transaction, alert) ? Outcome.DONE : Outcome.UNKNOWN;
      }
      Alert open = alerts.alerts(transaction, List.of(alert)).getFirst();
      Instant at = notBefore(open);
      AlertState next = new AlertState.Closed(at);
      if (open.subject().kind() == RuleKind.DROP) {
        // Nothing is left of the evidence, so what comes together from now on is another drop.
        drops.restart(transaction, state.get().key());
        next = AlertState.inactive();
      }
      actions.append(transaction, Action.of(alert, new What.Closed(), author, why, at));
      Ending.Closed ending = new Ending.Closed(author, why);
      alerts.save(transaction, keeper.close(transaction, state.get(), next, ending, at));
      return Outcome.DONE;
    });
  }

  /// The fold's time is the log's, which may be a little ahead of this machine's.
  private Instant notBefore(Alert alert) {
    Instant now = now();
    Instant begun = alert.life().firedAt().orElse(alert.life().pendingAt());
    return begun.isAfter(now) ? begun : now;
  }

  private Outcome missing(AlertTransaction transaction, UUID alert) {
    return isKnown(transaction, alert) ? Outcome.OVER : Outcome.UNKNOWN;
  }

  private boolean isKnown(AlertTransaction transaction, UUID alert) {
    return !alerts.alerts(transaction, List.of(alert)).isEmpty();
  }

  /// As exact as the database keeps times.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
