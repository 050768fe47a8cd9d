package org.onthaal.aggregation.evaluate;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges the slots of drop rules once they are closed, in the fold's transaction: slot result,
/// state, transition and outbox rows are one.
///
/// A slot is closed when the log has passed its end by the grace. What arrives later belongs to the
/// slot in which it arrives; a decided slot is never judged again. Which slot is next is a matter
/// of the stored state, so a crash or a second replica judges no slot twice.
final class LiveDrops {
  private static final Logger LOG = LoggerFactory.getLogger(LiveDrops.class);

  /// Streams of one rule and partition that are judged in one transaction; the others follow.
  private static final int STREAMS_MAX = 500;

  /// Of these, streams that learn: half a year of each is looked through. The others learn, and are
  /// judged, with the next transactions, so that no transaction is long when all learn in one week.
  private static final int LEARNERS_MAX = 50;

  private static final Duration SWEEP = Duration.ofDays(1);

  private final AlertStore alerts;
  private final DropStore store;
  private final LiveSession session;
  private final DropSlots slots;
  private final LiveEvaluation.Cadence cadence;
  private final Map<Watched, Seen> seen = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  LiveDrops(LiveEvaluation.Parts parts, AlertKeeper keeper, LiveEvaluation.Cadence cadence) {
    this.alerts = parts.alerts();
    this.store = parts.drops();
    this.session = parts.session();
    this.slots = new DropSlots(parts, keeper);
    this.cadence = cadence;
  }

  private record Watched(String rule, int partition) {}

  /// Only hints: a rolled back transaction looks again an interval later, and a stream that was
  /// then met is met with its next rating.
  private static final class Seen {
    private final Map<Stream, Instant> met = new ConcurrentHashMap<>();
    private volatile Instant looked = Instant.MIN;
    private volatile Instant swept = Instant.MIN;
  }

  /// Judges what is closed by now.
  ///
  /// @param touched streams of the rule that the change touched
  void judge(
      FoldTransaction fold,
      AlertTransaction transaction,
      Rule.Drop rule,
      Collection<Stream> touched,
      Change change) {
    Seen hints =
        seen.computeIfAbsent(new Watched(rule.name(), change.partition()), _ -> new Seen());
    touched.forEach(stream -> hints.met.putIfAbsent(stream, change.at()));
    if (change.at().isBefore(hints.looked.plus(cadence.interval()))) {
      return;
    }
    Look look = new Look(fold, transaction, rule, change);
    meet(look, hints);
    Instant last = floor(change.at().minus(cadence.slotGrace()), rule.slot()).minus(rule.slot());
    List<DropMemory> due =
        store.due(transaction, rule.name(), change.partition(), last, STREAMS_MAX);
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

  /// One look at one rule.
  record Look(FoldTransaction fold, AlertTransaction transaction, Rule.Drop rule, Change change) {}

  private void meet(Look look, Seen hints) {
    if (hints.met.isEmpty()) {
      return;
    }
    Map<String, ZoneId> zones = zones(look, hints.met.keySet());
    List<DropMemory> memories = new ArrayList<>();
    hints.met.forEach((stream, at) -> {
      Instant slot = floor(at, look.rule().slot());
      ZoneId zone = zones.getOrDefault(administration(stream), ZoneOffset.UTC);
      memories.add(
          new DropMemory(
              new StreamState.Key(look.rule().name(), stream),
              look.change().partition(),
              slot,
              DropLearning.first(look.rule(), slot, zone),
              Optional.empty(),
              new DropMemory.Counted(slot, Tally.EMPTY),
              DropState.start()));
    });
    store.meet(look.transaction(), memories);
    hints.met.clear();
  }

  /// Says whether it got to all of them.
  private boolean judge(Look look, List<DropMemory> due, Instant last) {
    List<Stream> streams = due.stream().map(memory -> memory.key().stream()).toList();
    Map<String, ZoneId> zones = zones(look, streams);
    Map<String, Map<String, OpeningHours>> hours =
        due.isEmpty() ? Map.of() : session.openingHours(look.fold(), zones.keySet());
    Map<Stream, StreamState> states =
        alerts.states(look.transaction(), look.rule().name(), streams).stream()
            .collect(Collectors.toMap(state -> state.key().stream(), state -> state));
    Map<DropSlots.Reach, List<DropSlots.Due>> byReach = new LinkedHashMap<>();
    int learners = 0;
    for (DropMemory known : due) {
      Stream stream = known.key().stream();
      if (!judges(look.rule(), stream)) {
        store.forget(look.transaction(), known.key());
        continue;
      }
      ZoneId zone = zones.getOrDefault(administration(stream), ZoneOffset.UTC);
      DropMemory memory = ofRule(look.rule(), known, zone);
      boolean learns = !memory.learnAt().isAfter(memory.nextSlot());
      if (learns && ++learners > LEARNERS_MAX) {
        continue;
      }
      OpeningHours open = hours(hours, stream);
      DropMemory learnt = learns ? learn(look, memory, zone, open) : memory;
      StreamState state =
          states.getOrDefault(stream, StreamState.unknown(memory.key(), memory.partition()));
      DropSlots.Due judged = new DropSlots.Due(learnt, state, zone, open);
      byReach
          .computeIfAbsent(slots.reach(look.rule(), judged, last), _ -> new ArrayList<>())
          .add(judged);
    }
    byReach.forEach((reach, list) -> slots.judge(look, reach, list));
    return learners <= LEARNERS_MAX;
  }

  /// A baseline in other points is that of a rule that was changed: it is learnt anew.
  private static DropMemory ofRule(Rule.Drop rule, DropMemory memory, ZoneId zone) {
    boolean fits =
        memory.usual().stream()
            .allMatch(learnt -> learnt.baseline().points() == DropPoints.of(rule));
    return fits ? memory : memory.restarted(DropLearning.first(rule, memory.nextSlot(), zone));
  }

  private DropMemory learn(Look look, DropMemory memory, ZoneId zone, OpeningHours open) {
    Instant slot = memory.nextSlot();
    Stream stream = memory.key().stream();
    Alert.Subject subject =
        new Alert.Subject(
            look.rule().name(), look.rule().kind(), look.rule().watch().severity(), stream);
    DropLearning.Place place =
        new DropLearning.Place(
            stream,
            zone,
            open,
            windows -> slots.counts(look, windows, List.of(stream), true),
            after -> store.unusual(look.transaction(), subject, after));
    Optional<SeasonalBaseline> baseline =
        DropLearning.isQuiet(memory.state()) ? learnt(look.rule(), slot, place) : Optional.empty();
    if (baseline.isEmpty()) {
      return memory.withLearnAt(slot.plus(DropLearning.LATER));
    }
    DropMemory.Learnt learnt = new DropMemory.Learnt(slot, baseline.get());
    store.learnt(look.transaction(), memory.key(), learnt);
    return memory.withUsual(learnt, DropLearning.again(look.rule(), slot));
  }

  private Optional<SeasonalBaseline> learnt(
      Rule.Drop rule, Instant slot, DropLearning.Place place) {
    try {
      return DropLearning.learn(rule, slot, place);
    } catch (RangeRefusedException e) {
      // Days of a zone of half hours are no whole hours: nothing is learnt, and the fold goes on.
      if (refused.add(rule.name())) {
        LOG.warn("rule {} learns nothing: expected {}", rule.name(), e.getMessage());
      }
      return Optional.empty();
    }
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

  private Map<String, ZoneId> zones(Look look, Collection<Stream> streams) {
    Set<String> administrations =
        streams.stream().map(LiveDrops::administration).collect(Collectors.toSet());
    return administrations.isEmpty()
        ? new HashMap<>()
        : session.zones(look.fold(), administrations);
  }

  private static String administration(Stream stream) {
    return stream.value(Dimension.ADMINISTRATION).orElse("");
  }

  /// Slots begin at whole multiples of their length since 1970.
  static Instant floor(Instant at, Duration slot) {
    long seconds = Math.floorDiv(at.getEpochSecond(), slot.toSeconds()) * slot.toSeconds();
    return Instant.ofEpochSecond(seconds);
  }
}
