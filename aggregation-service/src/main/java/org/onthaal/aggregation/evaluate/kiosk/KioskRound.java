package org.onthaal.aggregation.evaluate.kiosk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.AlertKeeper;
import org.onthaal.aggregation.evaluate.kiosk.Places.Place;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Stream;

/// Judges all kiosks by all rules of theirs, in one transaction.
///
/// Several replicas may do so: states that are not over are locked first, and a step that another
/// one made meanwhile is met as its unique key, and judged again. Safe for any thread.
///
/// Errors: a database that does not answer throws `StoreFailedException`.
public final class KioskRound {
  /// No log tells of kiosks, so the fold leaves their states alone.
  public static final int PARTITION = -1;

  private final RuleSet rules;
  private final Parts parts;
  private final AlertKeeper keeper;

  /// Where alerts are kept, and who is told.
  ///
  /// @param review tells what was held back in a partition and is no longer
  public record Parts(
      AlertTransactions transactions,
      AlertStore alerts,
      Places places,
      TransitionListener listener,
      BiConsumer<AlertTransaction, Integer> review) {}

  public KioskRound(RuleSet rules, Parts parts) {
    this.rules = rules;
    this.parts = parts;
    this.keeper = new AlertKeeper(parts.alerts(), parts.listener());
  }

  /// Whether any rule is about kiosks.
  public boolean isWatching() {
    return rules.rules().stream().anyMatch(Rule.Kiosk.class::isInstance);
  }

  /// Judges all of them at one moment.
  ///
  /// @param kiosks all that are not revoked
  /// @return how many places were judged, each rule counted
  public int look(List<Kiosk> kiosks, Instant at) {
    // As exact as the database keeps times, so that what comes back from it is what went in.
    Instant now = at.truncatedTo(ChronoUnit.MICROS);
    return parts.transactions().transact(transaction -> look(transaction, kiosks, now));
  }

  private int look(AlertTransaction transaction, List<Kiosk> kiosks, Instant at) {
    Map<StreamState.Key, StreamState> unsettled = new LinkedHashMap<>();
    parts
        .alerts()
        .unsettled(transaction, PARTITION)
        .forEach(state -> unsettled.put(state.key(), state));
    Map<Stream, Standing> standing = standing(transaction, kiosks);
    int judged = 0;
    for (Rule rule : rules.rules()) {
      if (rule instanceof Rule.Kiosk kiosk) {
        judged += judge(transaction, kiosk, standing, unsettled, at);
      }
    }
    // What is left has no kiosk any more, or no rule.
    for (StreamState state : unsettled.values()) {
      parts
          .alerts()
          .save(transaction, keeper.retire(transaction, state, new Ending.NoLongerWatched(), at));
    }
    parts.review().accept(transaction, PARTITION);
    return judged;
  }

  /// Kiosks that stand at one place.
  private record Standing(Place place, List<Kiosk> kiosks) {}

  private Map<Stream, Standing> standing(AlertTransaction transaction, List<Kiosk> kiosks) {
    Map<String, List<Kiosk>> byTouchpoint =
        kiosks.stream().collect(Collectors.groupingBy(Kiosk::touchpoint));
    Map<Stream, Standing> standing = new TreeMap<>();
    if (!byTouchpoint.isEmpty()) {
      parts
          .places()
          .of(transaction, Set.copyOf(byTouchpoint.keySet()))
          .forEach((touchpoint, place) ->
              standing.put(
                  place.stream(),
                  new Standing(place, byTouchpoint.getOrDefault(touchpoint, List.of()))));
    }
    return standing;
  }

  private int judge(
      AlertTransaction transaction,
      Rule.Kiosk rule,
      Map<Stream, Standing> standing,
      Map<StreamState.Key, StreamState> unsettled,
      Instant at) {
    Map<Stream, Standing> wanted = new TreeMap<>(standing);
    wanted.keySet().removeIf(stream -> !rule.watch().where().accepts(stream));
    Map<Stream, StreamState> known = new HashMap<>();
    for (StreamState state : parts.alerts().states(transaction, rule.name(), wanted.keySet())) {
      known.put(state.key().stream(), state);
    }
    int judged = 0;
    for (Map.Entry<Stream, Standing> one : wanted.entrySet()) {
      StreamState.Key key = new StreamState.Key(rule.name(), one.getKey());
      unsettled.remove(key);
      StreamState state = known.getOrDefault(one.getKey(), StreamState.unknown(key, PARTITION));
      // An alert of a rule that had this name before: the fold ends it first.
      if (state.partition() == PARTITION || state.state().isOver()) {
        judge(transaction, rule, one.getValue(), state.in(PARTITION), at);
        judged++;
      }
    }
    return judged;
  }

  private void judge(
      AlertTransaction transaction,
      Rule.Kiosk rule,
      Standing standing,
      StreamState state,
      Instant at) {
    KioskJudge judge = new KioskJudge(rule, standing.place(), at);
    StreamState next =
        keeper.apply(
            transaction, rule, state, judge.judge(standing.kiosks(), told(transaction, state)), at);
    if (!next.equals(state)) {
      parts.alerts().save(transaction, next);
    }
  }

  /// Name of the kiosk that an open alert is about.
  private Optional<String> told(AlertTransaction transaction, StreamState state) {
    return state.alert().isEmpty()
        ? Optional.empty()
        : parts.alerts().alerts(transaction, List.of(state.alert().get())).stream()
            .findFirst()
            .flatMap(alert -> alert.finding().evidence().kiosk())
            .map(KioskSeen::name);
  }
}
