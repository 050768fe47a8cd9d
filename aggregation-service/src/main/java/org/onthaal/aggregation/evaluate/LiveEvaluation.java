package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.alert.TransitionListener;
import org.onthaal.aggregation.evaluate.absence.AbsenceJudge;
import org.onthaal.aggregation.evaluate.absence.AbsenceMemory;
import org.onthaal.aggregation.evaluate.absence.AbsenceStore;
import org.onthaal.aggregation.evaluate.slot.LiveSlots;
import org.onthaal.aggregation.fold.CellKey;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldStep;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.measure.Dimension;
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
  private final LiveSlots<Rule.Drop, DropMemory> drops;
  private final LiveSlots<Rule.UnusualAbsence, AbsenceMemory> absences;
  private final DropStore dropStore;
  private final AbsenceStore absenceStore;
  private final Map<Integer, Instant> swept = new ConcurrentHashMap<>();

  /// What rules are judged on, and who is told.
  public record Parts(
      TallyStore tallies,
      AlertStore alerts,
      DropStore drops,
      AbsenceStore absences,
      LiveSession session,
      TransitionListener listener) {}

  /// When rules are judged that time alone can change.
  ///
  /// @param interval between two looks
  /// @param slotGrace how long after its end a slot is closed
  /// @param slotsKept how long what slots were judged on is kept
  public record Cadence(Duration interval, Duration slotGrace, Duration slotsKept) {
    public Cadence {
      if (!interval.isPositive() || slotGrace.isNegative() || !slotsKept.isPositive()) {
        throw new IllegalArgumentException(
            "interval %s, slot grace %s, slots kept %s (expected: positive, not negative, positive)"
                .formatted(interval, slotGrace, slotsKept));
      }
    }
  }

  public LiveEvaluation(RuleSet rules, Parts parts, Cadence cadence) {
    this.rules = widestFirst(rules);
    this.store = parts.alerts();
    this.session = parts.session();
    this.interval = cadence.interval();
    this.keeper = new AlertKeeper(store, parts.listener());
    this.judge = new LiveJudge(parts.tallies(), session);
    this.dropStore = parts.drops();
    this.absenceStore = parts.absences();
    this.drops = new LiveSlots<>(parts, dropStore, new DropJudge(parts, keeper), cadence);
    this.absences = new LiveSlots<>(parts, absenceStore, new AbsenceJudge(parts, keeper), cadence);
  }

  /// Of two alerts that fire with one batch, that of more ratings is known first, and with it that
  /// the other one says nothing new.
  private static RuleSet widestFirst(RuleSet rules) {
    return new RuleSet(
        rules.rules().stream()
            .sorted(Comparator.comparingInt(rule -> rule.watch().liveBy().size()))
            .toList(),
        rules.budget(),
        rules.reserved());
  }

  @Override
  public void folded(FoldTransaction fold, Change change) {
    // As exact as the database keeps times, so that what comes back from it is what went in.
    Instant at = change.at().truncatedTo(ChronoUnit.MICROS);
    judge(
        fold,
        new Change(
            change.partition(),
            change.offset(),
            at,
            change.caughtUp(),
            change.quarantined(),
            change.touched()));
  }

  private void judge(FoldTransaction fold, Change change) {
    AlertTransaction transaction = session.join(fold);
    Due due = new Due();
    store.unsettled(transaction, change.partition()).forEach(due::put);
    Optional<Instant> last = Optional.ofNullable(swept.get(change.partition()));
    boolean sweeps =
        change.caughtUp() && last.map(at -> !change.at().isBefore(at.plus(interval))).orElse(true);
    if (sweeps) {
      // Times that nobody keeps up to date would look like silence to a rule that is added later.
      store.forgetRatings(transaction, change.partition(), names(Rule.Absence.class));
      // Nor is there anybody to judge the slots of a rule that is gone until it comes back.
      dropStore.forgetOthers(transaction, change.partition(), names(Rule.Drop.class));
      absenceStore.forgetOthers(transaction, change.partition(), names(Rule.UnusualAbsence.class));
    }
    for (Rule rule : rules.rules()) {
      if (sweeps && isChangedByTime(rule)) {
        store.known(transaction, rule.name(), change.partition()).forEach(due::put);
      }
      switch (rule) {
        case Rule.Drop drop ->
            drops.judge(fold, transaction, drop, touched(rule, change).keySet(), change);
        case Rule.UnusualAbsence absence ->
            absences.judge(fold, transaction, absence, touched(rule, change).keySet(), change);
        case Rule.Threshold _, Rule.Decline _, Rule.Absence _ ->
            addTouched(transaction, rule, change, due);
        case Rule.Kiosk _ -> {} // by KioskRound
      }
    }
    retireUnknown(transaction, due, change.at());
    for (Rule rule : rules.rules()) {
      if (!due.of(rule).isEmpty()) {
        judge(fold, transaction, rule, due, change);
      }
    }
    if (sweeps) {
      // Only a hint about when to look again: a rolled back transaction looks a little later.
      swept.put(change.partition(), change.at());
    }
  }

  private List<String> names(Class<? extends Rule> kind) {
    return rules.rules().stream().filter(kind::isInstance).map(Rule::name).toList();
  }

  /// States to look at now.
  private static final class Due {
    private final Map<String, Map<Stream, StreamState>> states = new LinkedHashMap<>();
    private final Set<StreamState.Key> changed = new HashSet<>();

    void put(StreamState state) {
      states
          .computeIfAbsent(state.key().rule(), _ -> new LinkedHashMap<>())
          .put(state.key().stream(), state);
    }

    /// Later ones win: they know the newest rating, which the store does not know yet.
    void putChanged(StreamState state) {
      put(state);
      changed.add(state.key());
    }

    Map<Stream, StreamState> of(Rule rule) {
      return states.getOrDefault(rule.name(), Map.of());
    }

    boolean isChanged(StreamState state) {
      return changed.contains(state.key());
    }
  }

  private Map<Stream, Optional<Instant>> touched(Rule rule, Change change) {
    Map<CellKey, Optional<Instant>> cells = change.touched();
    if (rules.reserved().isPresent()) {
      cells = new HashMap<>(cells);
      cells.keySet().removeIf(cell -> !rules.allows(rule, cell.value(Dimension.TOUCHPOINT)));
    }
    return Touched.streams(rule, cells);
  }

  private void addTouched(AlertTransaction transaction, Rule rule, Change change, Due due) {
    Map<Stream, Optional<Instant>> touched = touched(rule, change);
    if (touched.isEmpty()) {
      return;
    }
    Map<Stream, StreamState> known = new HashMap<>();
    for (StreamState state : store.states(transaction, rule.name(), touched.keySet())) {
      known.put(state.key().stream(), state.in(change.partition()));
    }
    boolean isAbsence = rule instanceof Rule.Absence;
    touched.forEach((stream, arrived) -> {
      Optional<StreamState> state = Optional.ofNullable(known.get(stream));
      StreamState now =
          state.orElse(
              StreamState.unknown(new StreamState.Key(rule.name(), stream), change.partition()));
      if (isAbsence && arrived.isPresent()) {
        due.putChanged(now.ratedAt(arrived.get()));
      } else if (state.isPresent() || isAbsence) {
        due.put(now);
      } else {
        due.putChanged(now);
      }
    });
  }

  private void retireUnknown(AlertTransaction transaction, Due due, Instant at) {
    for (Map<Stream, StreamState> states : due.states.values()) {
      states.values().removeIf(state -> isRetired(transaction, state, at));
    }
  }

  private boolean isRetired(AlertTransaction transaction, StreamState state, Instant at) {
    Optional<Rule> rule = rules.named(state.key().rule());
    Optional<Ending> ending =
        rule.isEmpty()
            ? Optional.of(new Ending.NoLongerWatched())
            : rule.flatMap(known -> lost(known, state));
    if (ending.isPresent()) {
      StreamState retired = keeper.retire(transaction, state, ending.get(), at);
      if (!retired.equals(state)) {
        store.save(transaction, retired);
      }
    }
    return ending.isPresent();
  }

  /// Why a rule of this name is not about the stream; it may have been another one when the state
  /// was saved.
  private static Optional<Ending> lost(Rule rule, StreamState state) {
    Stream stream = state.key().stream();
    // Without a rating an absence has nothing to say, so this alert was another rule's.
    boolean isOrphan =
        rule instanceof Rule.Absence && state.lastRatedAt().isEmpty() && !state.state().isOver();
    if (isOrphan || rule instanceof Rule.Kiosk || !stream.isBy(rule.watch().liveBy())) {
      return Optional.of(new Ending.RuleChanged());
    }
    return rule.watch().where().accepts(stream)
        ? Optional.empty()
        : Optional.of(new Ending.NoLongerWatched());
  }

  private void judge(
      FoldTransaction fold, AlertTransaction transaction, Rule rule, Due due, Change change) {
    Map<Stream, StreamState> states = due.of(rule);
    Map<Stream, Evaluation> evaluations = judge.judge(fold, rule, states.values(), change);
    states.forEach((stream, state) -> {
      Evaluation evaluation = evaluations.get(stream);
      StreamState next =
          evaluation == null
              ? state
              : keeper.apply(transaction, rule, state, evaluation, change.at());
      // States that only say "inactive" are kept where the next sweep must find them.
      boolean isWorthFinding = isChangedByTime(rule) && due.isChanged(state);
      if (isWorthFinding || !next.equals(state)) {
        store.save(transaction, next);
      }
    });
  }

  private static boolean isChangedByTime(Rule rule) {
    return switch (rule) {
      case Rule.Absence _ -> true;
      case Rule.Threshold threshold -> threshold.window() instanceof WindowShape.Sliding;
      case Rule.Decline decline -> decline.window() instanceof WindowShape.Sliding;
      case Rule.Drop _, Rule.UnusualAbsence _ -> false; // by their own slots
      case Rule.Kiosk _ -> false;
    };
  }

  static List<Stream> streams(Collection<StreamState> states) {
    return states.stream().map(state -> state.key().stream()).toList();
  }
}
