package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.Evidence.WindowSpan;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.WindowShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what a rule needs and evaluates it, for the streams of one partition at one moment.
final class LiveJudge {
  private static final Logger LOG = LoggerFactory.getLogger(LiveJudge.class);

  private final TallyStore tallies;
  private final LiveSession session;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  LiveJudge(TallyStore tallies, LiveSession session) {
    this.tallies = tallies;
    this.session = session;
  }

  /// Evaluations per stream; a stream that cannot be judged now is left out and stays as it is.
  Map<Stream, Evaluation> judge(
      FoldTransaction fold, Rule rule, Collection<StreamState> states, Change change) {
    Map<Stream, ZoneId> zones = zones(fold, LiveEvaluation.streams(states));
    return switch (rule) {
      case Rule.Threshold threshold ->
          counted(fold, rule, threshold.window(), new Moment(zones, change.at()));
      case Rule.Decline decline ->
          counted(fold, rule, decline.window(), new Moment(zones, change.at()));
      case Rule.Drop _, Rule.UnusualAbsence _ -> Map.of(); // judged slot by slot
      case Rule.Kiosk _ -> Map.of(); // judged on what kiosks say
      case Rule.Absence _ -> change.caughtUp() ? quiet(rule, states, zones, change) : Map.of();
    };
  }

  /// @param zones of each stream's administration
  private record Moment(Map<Stream, ZoneId> zones, Instant at) {}

  private Map<Stream, ZoneId> zones(FoldTransaction fold, List<Stream> streams) {
    Set<String> administrations =
        streams.stream().map(LiveJudge::administration).collect(Collectors.toSet());
    Map<String, ZoneId> known = session.zones(fold, administrations);
    Map<Stream, ZoneId> zones = new HashMap<>();
    for (Stream stream : streams) {
      zones.put(stream, known.getOrDefault(administration(stream), ZoneOffset.UTC));
    }
    return zones;
  }

  private static String administration(Stream stream) {
    return stream.value(Dimension.ADMINISTRATION).orElse("");
  }

  private Map<Stream, Evaluation> counted(
      FoldTransaction fold, Rule rule, WindowShape shape, Moment moment) {
    Map<ZoneId, List<Stream>> byZone = new HashMap<>();
    moment
        .zones()
        .forEach(
            (stream, zone) -> byZone.computeIfAbsent(zone, _ -> new ArrayList<>()).add(stream));
    Map<Stream, Evaluation> evaluations = new HashMap<>();
    byZone.forEach((zone, streams) -> {
      LiveWindows windows = LiveWindows.of(shape, zone, moment.at());
      Optional<StreamCounts> counts = counts(fold, rule, windows, streams);
      for (Stream stream : counts.isPresent() ? streams : List.<Stream>of()) {
        evaluations.put(
            stream, newestEnough(rule, stream, windows.observations(counts.get(), stream)));
      }
    });
    return evaluations;
  }

  private Optional<StreamCounts> counts(
      FoldTransaction fold, Rule rule, LiveWindows windows, List<Stream> streams) {
    StreamCounts.Asked asked =
        new StreamCounts.Asked(rule.watch().liveBy(), rule.watch().where(), Touched.metric(rule));
    TallyQuery query =
        StreamCounts.narrowed(StreamCounts.query(asked, windows.windows()), streams)
            .withoutImported();
    try {
      return Optional.of(StreamCounts.of(asked, query, q -> tallies.read(fold, q)));
    } catch (RangeRefusedException e) {
      // The rule cannot be answered exactly, for example in a zone of half hours; the fold goes on.
      if (refused.add(rule.name())) {
        LOG.warn("rule {} is not judged: expected {}", rule.name(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  /// The open window decides as soon as it has enough answers; until then the last closed one does.
  private static Evaluation newestEnough(
      Rule rule, Stream stream, List<Observation.Counted> newestFirst) {
    Evaluation first = Evaluator.evaluate(rule, stream, newestFirst.getFirst());
    if (first.enough()) {
      return first;
    }
    return newestFirst.stream()
        .skip(1)
        .map(observation -> Evaluator.evaluate(rule, stream, observation))
        .filter(Evaluation::enough)
        .findFirst()
        .orElse(first);
  }

  private static Map<Stream, Evaluation> quiet(
      Rule rule, Collection<StreamState> states, Map<Stream, ZoneId> zones, Change change) {
    Map<Stream, Evaluation> evaluations = new HashMap<>();
    for (StreamState state : states) {
      Stream stream = state.key().stream();
      if (state.lastRatedAt().isPresent()) {
        WindowSpan window =
            new WindowSpan(
                state.lastRatedAt().get(),
                Optional.empty(),
                zones.getOrDefault(stream, ZoneOffset.UTC));
        evaluations.put(
            stream,
            Evaluator.evaluate(
                rule, stream, new Observation.Quiet(window, state.lastRatedAt(), change.at())));
      }
    }
    return evaluations;
  }
}
