package org.onthaal.aggregation.evaluate.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.evaluate.LiveEvaluation;
import org.onthaal.aggregation.evaluate.LiveSession;
import org.onthaal.aggregation.evaluate.slot.SlotJudge.Due;
import org.onthaal.aggregation.evaluate.slot.SlotJudge.Look;
import org.onthaal.aggregation.evaluate.slot.SlotJudge.Met;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges the slots of rules of one kind once they are closed, in the fold's transaction: slot
/// result, state, transition and outbox rows are one.
///
/// A slot is closed when the log has passed its end by the grace. What arrives later belongs to the
/// slot in which it arrives; a decided slot is never judged again. Which slot is next is a matter
/// of the stored state, so a crash or a second replica judges no slot twice.
public final class LiveSlots<R extends Rule.Slotwise, M extends SlotMemory> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSlots.class);

  /// Streams of one rule and partition that are judged in one transaction; the others follow.
  private static final int STREAMS_MAX = 500;

  /// Of these, streams that learn: half a year of each is looked through. The others learn, and are
  /// judged, with the next transactions, so that no transaction is long when all learn in one week.
  private static final int LEARNERS_MAX = 50;

  private static final Duration SWEEP = Duration.ofDays(1);

  /// A replica with other files may have made the store forget what is taken for known here.
  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

  private final AlertStore alerts;
  private final SlotStore<M> store;
  private final LiveSession session;
  private final SlotCounts counts;
  private final SlotJudge<R, M> judge;
  private final LiveEvaluation.Cadence cadence;
  private final Map<Watched, Seen> seen = new ConcurrentHashMap<>();

  public LiveSlots(
      LiveEvaluation.Parts parts,
      SlotStore<M> store,
      SlotJudge<R, M> judge,
      LiveEvaluation.Cadence cadence) {
    this.alerts = parts.alerts();
    this.store = store;
    this.session = parts.session();
    this.counts = new SlotCounts(parts.tallies());
    this.judge = judge;
    this.cadence = cadence;
  }

  private record Watched(String rule, int partition) {}

  /// Only hints: a rolled back transaction looks again an interval later. Known are streams that
  /// were found in the store, so not those that a rolled back transaction met.
  private static final class Seen {
    private final Set<Stream> known = ConcurrentHashMap.newKeySet();
    private volatile Instant knownSince = Instant.MIN;
    private volatile Instant looked = Instant.MIN;
    private volatile Instant swept = Instant.MIN;
  }

  /// Judges what is closed by now.
  ///
  /// @param touched streams of the rule that the change touched
  public void judge(
      FoldTransaction fold,
      AlertTransaction transaction,
      R rule,
      Collection<Stream> touched,
      Change change) {
    Seen hints =
        seen.computeIfAbsent(new Watched(rule.name(), change.partition()), _ -> new Seen());
    Look<R> look = new Look<>(fold, transaction, rule, change);
    meet(look, touched, hints);
    if (change.at().isBefore(hints.looked.plus(cadence.interval()))) {
      return;
    }
    Instant last =
        SlotCounts.floor(change.at().minus(cadence.slotGrace()), rule.slot()).minus(rule.slot());
    List<M> due = store.due(transaction, rule.name(), change.partition(), last, STREAMS_MAX);
    boolean isAll = judge(look, due, last) && due.size() < STREAMS_MAX;
    store.write(transaction);
    if (change.at().isAfter(hints.swept.plus(SWEEP))) {
      store.forgetSlots(transaction, rule.name(), change.at().minus(cadence.slotsKept()));
      hints.swept = change.at();
    }
    if (isAll) {
      hints.looked = change.at();
    }
  }

  /// With the ratings that a stream begins with, so that no crash comes between.
  private void meet(Look<R> look, Collection<Stream> touched, Seen hints) {
    Instant at = look.change().at();
    if (at.isAfter(hints.knownSince.plus(KNOWN_FOR))) {
      hints.known.clear();
      hints.knownSince = at;
    }
    Set<Stream> unknown =
        touched.stream()
            .filter(stream -> !hints.known.contains(stream))
            .collect(Collectors.toCollection(TreeSet::new));
    if (unknown.isEmpty()) {
      return;
    }
    Set<Stream> known = store.known(look.transaction(), look.rule().name(), unknown);
    hints.known.addAll(known);
    unknown.removeAll(known);
    Map<String, ZoneId> zones = zones(look, unknown);
    List<M> memories = new ArrayList<>();
    unknown.forEach(stream -> {
      ZoneId zone = zones.getOrDefault(administration(stream), ZoneOffset.UTC);
      Met met =
          new Met(
              new StreamState.Key(look.rule().name(), stream),
              look.change().partition(),
              SlotCounts.floor(at, look.rule().slot()),
              zone);
      memories.add(judge.first(look.rule(), met));
    });
    if (!memories.isEmpty()) {
      store.meet(look.transaction(), memories);
    }
  }

  /// Says whether it got to all of them.
  private boolean judge(Look<R> look, List<M> due, Instant last) {
    List<Stream> streams = due.stream().map(memory -> memory.key().stream()).toList();
    Map<String, ZoneId> zones = zones(look, streams);
    Map<String, Map<String, OpeningHours>> hours =
        due.isEmpty() ? Map.of() : session.openingHours(look.fold(), zones.keySet());
    Map<Stream, StreamState> states =
        alerts.states(look.transaction(), look.rule().name(), streams).stream()
            .collect(Collectors.toMap(state -> state.key().stream(), state -> state));
    Map<SlotCounts.Reach, List<Due<M>>> byReach = new LinkedHashMap<>();
    int learners = 0;
    for (M memory : due) {
      Stream stream = memory.key().stream();
      if (!judges(look.rule(), stream)) {
        store.forget(look.transaction(), memory.key());
        continue;
      }
      boolean learns = judge.learns(look.rule(), memory);
      if (learns && ++learners > LEARNERS_MAX) {
        continue;
      }
      ZoneId zone = zones.getOrDefault(administration(stream), ZoneOffset.UTC);
      StreamState state =
          states.getOrDefault(stream, StreamState.unknown(memory.key(), memory.partition()));
      Due<M> known = new Due<>(memory, state, zone, hours(hours, stream));
      Due<M> learnt =
          learns ? new Due<>(judge.learn(look, known), state, zone, known.hours()) : known;
      boolean isReady = judge.isReady(look.rule(), learnt.memory());
      byReach
          .computeIfAbsent(
              SlotCounts.reach(look.rule(), learnt, last, isReady), _ -> new ArrayList<>())
          .add(learnt);
    }
    byReach.forEach((reach, list) -> judge(look, reach, list));
    return learners <= LEARNERS_MAX;
  }

  private void judge(Look<R> look, SlotCounts.Reach reach, List<Due<M>> due) {
    List<Due<M>> ready = new ArrayList<>();
    for (Due<M> one : due) {
      if (judge.isReady(look.rule(), one.memory())) {
        ready.add(one);
      } else {
        skip(look, reach, one);
      }
    }
    if (ready.isEmpty()) {
      return;
    }
    try {
      List<Stream> streams = ready.stream().map(Due::stream).toList();
      SlotCounts.Counts counted = counts.count(look, reach, streams);
      ready.forEach(one -> {
        SlotCounts.Given given = counted.of(one, look.rule().slot());
        judge.judge(look, one, given.slots(), given.counted());
      });
    } catch (RangeRefusedException e) {
      // Minutes are kept for some days only: after a longer outage short slots are passed over.
      LOG.warn(
          "rule {} passes over {} to {}: expected {}",
          look.rule().name(),
          reach.next(),
          reach.end(),
          e.getMessage());
      ready.forEach(one -> skip(look, reach, one));
    }
  }

  private void skip(Look<R> look, SlotCounts.Reach reach, Due<M> due) {
    store.save(look.transaction(), judge.skipped(due.memory(), reach.end()));
  }

  /// A rule of this name may have been another one when the stream was met.
  private static boolean judges(Rule rule, Stream stream) {
    return stream.isBy(rule.watch().liveBy()) && rule.watch().where().accepts(stream);
  }

  private static OpeningHours hours(Map<String, Map<String, OpeningHours>> all, Stream stream) {
    return stream
        .value(Dimension.SERVICE)
        .map(service ->
            all.getOrDefault(administration(stream), Map.of())
                .getOrDefault(service, OpeningHours.ALWAYS))
        .orElse(OpeningHours.ALWAYS);
  }

  private Map<String, ZoneId> zones(Look<R> look, Collection<Stream> streams) {
    Set<String> administrations =
        streams.stream().map(LiveSlots::administration).collect(Collectors.toSet());
    return administrations.isEmpty()
        ? new HashMap<>()
        : session.zones(look.fold(), administrations);
  }

  private static String administration(Stream stream) {
    return stream.value(Dimension.ADMINISTRATION).orElse("");
  }
}
