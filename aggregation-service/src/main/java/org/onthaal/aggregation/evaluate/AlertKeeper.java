package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertMachine;
import org.onthaal.aggregation.alert.AlertState;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Decision;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.alert.Transition.Kind;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.rule.Hold;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleText;
import org.onthaal.aggregation.rule.Stream;

/// Carries an evaluation into the state of its stream, its alert, and what is told of it.
public final class AlertKeeper {
  private final AlertStore store;
  private final TransitionListener listener;

  public AlertKeeper(AlertStore store, TransitionListener listener) {
    this.store = store;
    this.listener = listener;
  }

  /// Returns the state to remember; the caller saves it when it is worth saving.
  public StreamState apply(
      AlertTransaction transaction,
      Rule rule,
      StreamState before,
      Evaluation evaluation,
      Instant at) {
    AlertMachine.Step step =
        AlertMachine.next(before.state(), evaluation.seen(), rule.watch().hold(), at);
    Alert.Finding finding = new Alert.Finding(evaluation.evidence(), evaluation.because());
    Found found = new Found(finding, evaluation.counts(), ending(rule, evaluation));
    return apply(transaction, rule, before, step, found, at);
  }

  /// How an alert has ended, if it ends with this.
  private static Ending ending(Rule rule, Evaluation evaluation) {
    return switch (rule) {
      case Rule.Absence _, Rule.UnusualAbsence _ -> new Ending.RatingsAgain();
      case Rule.Threshold _, Rule.Decline _, Rule.Drop _, Rule.Kiosk _ ->
          evaluation.enough() ? new Ending.Recovered() : new Ending.TooFewRatings();
    };
  }

  /// What a step is explained with.
  ///
  /// @param counts what its figures were computed from; absent where the slots have it
  /// @param ending how the alert has ended, if this ends it
  record Found(Alert.Finding finding, Optional<Decision.Counts> counts, Ending ending) {}

  /// The same for a step that something else decided.
  StreamState apply(
      AlertTransaction transaction,
      Rule rule,
      StreamState before,
      AlertMachine.Step step,
      Found found,
      Instant at) {
    if (step.happened().isEmpty()) {
      before.alert().ifPresent(id -> refresh(transaction, id, found.finding()));
      return withState(before, step.state(), before.alert(), before.sequence());
    }
    Alert.Subject subject = subject(rule, before.key().stream());
    return happened(
        transaction,
        before,
        new Happening(
            step,
            subject,
            found.finding(),
            found.ending(),
            at,
            Optional.of(new Ground(rule, found.counts()))));
  }

  /// What an alert of a rule is about.
  public static Alert.Subject subject(Rule rule, Stream stream) {
    return new Alert.Subject(rule.name(), rule.kind(), rule.watch().severity(), stream);
  }

  /// Ends what a rule left behind that is no longer in the file.
  ///
  /// @param ending what became of the rule
  public StreamState retire(
      AlertTransaction transaction, StreamState before, Ending ending, Instant at) {
    Optional<Alert> alert = open(transaction, before);
    if (alert.isEmpty()) {
      return forgetful(
          withState(before, AlertState.inactive(), Optional.empty(), before.sequence()));
    }
    AlertMachine.Seen nothing = new AlertMachine.Seen(false, false);
    AlertMachine.Step step = AlertMachine.next(before.state(), nothing, Hold.NONE, at);
    Alert.Finding finding =
        new Alert.Finding(
            alert.get().finding().evidence(),
            "The rule " + before.key().rule() + " was changed or removed.");
    Kind end = before.state().name() == AlertState.Name.PENDING ? Kind.DROPPED : Kind.RESOLVED;
    AlertMachine.Step over =
        new AlertMachine.Step(AlertState.inactive(), Optional.of(step.happened().orElse(end)));
    return forgetful(
        happened(
            transaction,
            before,
            new Happening(over, alert.get().subject(), finding, ending, at, Optional.empty())));
  }

  /// Ends an alert because a person says so.
  ///
  /// @param next what is remembered of the stream
  StreamState close(
      AlertTransaction transaction,
      StreamState before,
      AlertState next,
      Ending.Closed ending,
      Instant at) {
    Alert alert = open(transaction, before).orElseThrow();
    AlertMachine.Step step = new AlertMachine.Step(next, Optional.of(Kind.CLOSED));
    String because = "Closed by " + ending.by() + ": " + ending.why();
    Alert.Finding finding = new Alert.Finding(alert.finding().evidence(), because);
    return happened(
        transaction,
        before,
        new Happening(step, alert.subject(), finding, ending, at, Optional.empty()));
  }

  /// From now on nobody keeps the time of the newest rating up to date.
  private static StreamState forgetful(StreamState state) {
    return new StreamState(
        state.key(),
        state.partition(),
        state.state(),
        state.alert(),
        state.sequence(),
        Optional.empty());
  }

  /// The rule that decided, and the counts it was judged on.
  private record Ground(Rule rule, Optional<Decision.Counts> counts) {
    Decision decision(Transition transition, Evidence evidence) {
      return new Decision(
          transition,
          RuleText.of(rule),
          new Decision.Basis(evidence.window(), counts, evidence.lastRatedAt()));
    }
  }

  /// @param ending how the alert has ended, if this ends it
  /// @param ground absent where a person decided, or a change of the rules
  private record Happening(
      AlertMachine.Step step,
      Alert.Subject subject,
      Alert.Finding finding,
      Ending ending,
      Instant at,
      Optional<Ground> ground) {
    Kind kind() {
      return step.happened().orElseThrow();
    }
  }

  private StreamState happened(
      AlertTransaction transaction, StreamState before, Happening happening) {
    long sequence = before.sequence() + 1;
    UUID id =
        before
            .alert()
            .orElseGet(() ->
                StableId.of(
                    "alert",
                    before.key().rule(),
                    before.key().stream().key(),
                    Long.toString(sequence)));
    Alert alert = alert(id, open(transaction, before), happening);
    Transition transition =
        new Transition(
            id,
            before.key().rule(),
            before.key().stream(),
            sequence,
            happening.kind(),
            happening.at());
    store.save(transaction, alert);
    store.append(transaction, transition);
    happening
        .ground()
        .ifPresent(ground ->
            store.decided(
                transaction, ground.decision(transition, happening.finding().evidence())));
    listener.happened(transaction, alert, transition);
    AlertState next = happening.step().state();
    Optional<UUID> open = next.isOver() ? Optional.empty() : Optional.of(id);
    return withState(before, next, open, sequence);
  }

  private Optional<Alert> open(AlertTransaction transaction, StreamState state) {
    return store.alerts(transaction, state.alert().stream().toList()).stream().findFirst();
  }

  private static Alert alert(UUID id, Optional<Alert> known, Happening happening) {
    Alert.Life life =
        known.map(Alert::life).orElse(Alert.Life.begun(happening.at(), Optional.empty()));
    AlertState.Name name =
        happening.kind() == Kind.RESOLVED || happening.kind() == Kind.CLOSED
            ? AlertState.Name.RESOLVED
            : happening.step().state().name();
    Optional<Instant> firedAt =
        happening.kind() == Kind.FIRED ? Optional.of(happening.at()) : life.firedAt();
    boolean isOver = happening.step().state().isOver();
    Alert.Life now =
        isOver
            ? new Alert.Life(
                life.pendingAt(),
                firedAt,
                Optional.of(happening.at()),
                Optional.of(happening.ending()))
            : Alert.Life.begun(life.pendingAt(), firedAt);
    return new Alert(id, happening.subject(), name, now, happening.finding());
  }

  private void refresh(AlertTransaction transaction, UUID id, Alert.Finding finding) {
    for (Alert alert : store.alerts(transaction, List.of(id))) {
      if (!alert.finding().equals(finding)) {
        store.save(
            transaction,
            new Alert(alert.id(), alert.subject(), alert.state(), alert.life(), finding));
      }
    }
  }

  private static StreamState withState(
      StreamState before, AlertState state, Optional<UUID> alert, long sequence) {
    return new StreamState(
        before.key(), before.partition(), state, alert, sequence, before.lastRatedAt());
  }
}
