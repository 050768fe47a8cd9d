package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.WindowShape;

/// Judges rules inside the fold's transaction.
///
/// With each batch: the streams that it touched. With each tick: every stream whose alert is not
/// over. Once per interval: all streams of rules that time alone can change. Ratings from files of
/// earlier ratings, and suspected ones, never get here. Evaluation time is the log's, not this
/// machine's.
public final class LiveEvaluation implements FoldStep {
  private final RuleSet rules;
  private final AlertStore store;
  private final LiveSession session;
  private final Duration interval;
  private final AlertKeeper keeper;
  private final LiveJudge judge;
  private final Map<Integer, Instant> swept = new ConcurrentHashMap<>();

  /// Judges these rules on these tallies.
  ///
  /// @param interval how often rules are judged that time alone can change
  public LiveEvaluation(
      RuleSet rules,
      TallyStore tallies,
      AlertStore store,
      TransitionListener listener,
      LiveSession session,
      Duration interval) {
    this.rules = rules;
    this.store = store;
    this.session = session;
    this.interval = interval;
    this.keeper = new AlertKeeper(store, listener);
    this.judge = new LiveJudge(tallies, session);
  }

  @Override
  public void folded(FoldTransaction fold, Change change) {
    AlertTransaction transaction = session.join(fold);
    Map<String, Map<Stream, StreamState>> due = new LinkedHashMap<>();
    for (StreamState state : store.unsettled(transaction, change.partition())) {
      put(due, state);
    }
    Optional<Instant> last = Optional.ofNullable(swept.get(change.partition()));
    boolean sweeps =
        change.caughtUp() && last.map(at -> !change.at().isBefore(at.plus(interval))).orElse(true);
    for (Rule rule : rules.rules()) {
      if (sweeps && isChangedByTime(rule)) {
        store.known(transaction, rule.name(), change.partition()).forEach(s -> put(due, s));
      }
      addTouched(transaction, rule, change, due);
    }
    retireUnknown(transaction, due, change.at());
    for (Rule rule : rules.rules()) {
      Map<Stream, StreamState> states = due.getOrDefault(rule.name(), Map.of());
      if (!states.isEmpty()) {
        judge(fold, transaction, rule, states, change);
      }
    }
    if (sweeps) {
      // Only a hint about when to look again: a rolled back transaction looks a little later.
      swept.put(change.partition(), change.at());
    }
  }

  private void addTouched(
      AlertTransaction transaction,
      Rule rule,
      Change change,
      Map<String, Map<Stream, StreamState>> due) {
    Map<Stream, Instant> touched = Touched.streams(rule, change.touched());
    if (touched.isEmpty()) {
      return;
    }
    Map<Stream, StreamState> known = new HashMap<>();
    for (StreamState state : store.states(transaction, rule.name(), touched.keySet())) {
      known.put(state.key().stream(), state);
    }
    touched.forEach((stream, ratedAt) -> {
      StreamState state = known.get(stream);
      if (state == null) {
        state = StreamState.unknown(new StreamState.Key(rule.name(), stream), change.partition());
      }
      put(due, state.ratedAt(ratedAt));
    });
  }

  private void retireUnknown(
      AlertTransaction transaction, Map<String, Map<Stream, StreamState>> due, Instant at) {
    for (Map<Stream, StreamState> states : due.values()) {
      states.values().removeIf(state -> isRetired(transaction, state, at));
    }
  }

  private boolean isRetired(AlertTransaction transaction, StreamState state, Instant at) {
    boolean isKnown =
        rules
            .named(state.key().rule())
            .filter(rule -> state.key().stream().isBy(rule.watch().liveBy()))
            .isPresent();
    if (!isKnown) {
      store.save(transaction, keeper.retire(transaction, state, at));
    }
    return !isKnown;
  }

  private void judge(
      FoldTransaction fold,
      AlertTransaction transaction,
      Rule rule,
      Map<Stream, StreamState> states,
      Change change) {
    Map<Stream, Evaluation> evaluations = judge.judge(fold, rule, states.values(), change);
    states.forEach((stream, state) -> {
      Evaluation evaluation = evaluations.get(stream);
      StreamState next =
          evaluation == null
              ? state
              : keeper.apply(transaction, rule, state, evaluation, change.at());
      if (isWorthSaving(rule, state, next)) {
        store.save(transaction, next);
      }
    });
  }

  /// States that only say "inactive" are kept where the next sweep must find them.
  private static boolean isWorthSaving(Rule rule, StreamState loaded, StreamState next) {
    return next.sequence() != loaded.sequence() || isChangedByTime(rule);
  }

  private static boolean isChangedByTime(Rule rule) {
    return switch (rule) {
      case Rule.Absence _ -> true;
      case Rule.Threshold threshold -> threshold.window() instanceof WindowShape.Sliding;
      case Rule.Decline decline -> decline.window() instanceof WindowShape.Sliding;
    };
  }

  /// Later ones win: they know the newest rating.
  private static void put(Map<String, Map<Stream, StreamState>> due, StreamState state) {
    due.computeIfAbsent(state.key().rule(), _ -> new LinkedHashMap<>())
        .put(state.key().stream(), state);
  }

  static List<Stream> streams(Collection<StreamState> states) {
    return states.stream().map(state -> state.key().stream()).toList();
  }
}
