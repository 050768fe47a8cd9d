package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.onthaal.aggregation.fold.choice.ChoiceDeltas;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Signal;

/// Folds batches of one partition into signed counts per window. No clock, no store: the same
/// batches give the same counts, however they are cut.
final class Fold {
  private final Map<String, ZoneId> zones;
  private final Set<String> counted;
  private final Map<WindowKey, long[]> deltas = new HashMap<>();
  private final ChoiceDeltas choices = new ChoiceDeltas();
  private final Map<CellKey, Optional<Instant>> touched = new HashMap<>();
  private final Map<String, AdministrationFacts> catalogue = new HashMap<>();
  private final List<Folded.Impossible> impossible = new ArrayList<>();

  private Fold(Folded.Known known) {
    zones = new HashMap<>(known.zones());
    counted = new HashSet<>(known.counted());
  }

  static Folded fold(Folded.Known known, List<Signal.Batch> batches) {
    Fold fold = new Fold(known);
    for (Signal.Batch batch : batches) {
      batch.entries().forEach(logged -> fold.fold(batch.offset(), logged));
    }
    return fold.result();
  }

  private void fold(long offset, Signal.Logged logged) {
    String refusal =
        switch (logged.entry()) {
          case Entry.Submitted(RatingFacts facts) -> change(List.of(), List.of(facts), true);
          case Entry.Amended(RatingFacts before, RatingFacts after) ->
              change(List.of(before), List.of(after), false);
          case Entry.Erased(RatingFacts before) -> change(List.of(before), List.of(), false);
          case Entry.Reflagged(RatingFacts before, RatingFacts after) ->
              change(List.of(before), List.of(after), before.suspected());
          case Entry.CatalogueChanged(AdministrationFacts administration) -> learn(administration);
          case Entry.Undecodable(String reason) -> reason;
        };
    if (!refusal.isEmpty()) {
      impossible.add(new Folded.Impossible(offset, refusal, logged.bytes()));
    }
  }

  /// Counts all of an entry or nothing; says why not.
  ///
  /// @param arrives whether `after` was not among what counts before
  private String change(List<RatingFacts> before, List<RatingFacts> after, boolean arrives) {
    for (RatingFacts facts : before.isEmpty() ? after : before) {
      if (!zones.containsKey(facts.place().administration())) {
        return "administration %s: its zone is not known yet"
            .formatted(facts.place().administration());
      }
    }
    for (RatingFacts facts : after) {
      if (!zones.containsKey(facts.place().administration())) {
        return "administration %s: its zone is not known yet"
            .formatted(facts.place().administration());
      }
    }
    before.forEach(facts -> count(facts, -1, Optional.empty()));
    after.forEach(
        facts -> count(facts, 1, arrives ? Optional.of(facts.ratedAt()) : Optional.empty()));
    return "";
  }

  private void count(RatingFacts facts, int sign, Optional<Instant> arrived) {
    String administration = facts.place().administration();
    ZoneId zone = zones.getOrDefault(administration, java.time.ZoneOffset.UTC);
    counted.add(administration);
    for (Answer answer : facts.answers()) {
      CellKey cell =
          new CellKey(
              facts.place(),
              answer.question(),
              answer.metric(),
              facts.suspected(),
              facts.imported());
      touched.merge(cell, arrived, Fold::newest);
      if (WindowKey.hasMinute(facts)) {
        add(WindowKey.minute(cell, facts.ratedAt()), answer, sign);
      }
      add(WindowKey.hour(cell, facts.ratedAt()), answer, sign);
      add(WindowKey.day(cell, facts.ratedAt(), zone), answer, sign);
    }
    choices.add(facts, sign, zone);
  }

  private static Optional<Instant> newest(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
  }

  private void add(WindowKey window, Answer answer, int sign) {
    // One array per window: the last place counts the don't-knows.
    deltas
            .computeIfAbsent(window, _ -> new long[Tally.SCORE_MAX + 2])[
            answer.score().orElse(Tally.SCORE_MAX + 1)] +=
        sign;
  }

  private String learn(AdministrationFacts administration) {
    ZoneId zone = zones.get(administration.code());
    if (zone != null
        && !zone.equals(administration.zone())
        && counted.contains(administration.code())) {
      return "administration %s: zone %s after ratings were counted in %s"
          .formatted(administration.code(), administration.zone(), zone);
    }
    zones.put(administration.code(), administration.zone());
    catalogue.put(administration.code(), administration);
    return "";
  }

  private Folded result() {
    SortedMap<WindowKey, Tally> sorted = new TreeMap<>();
    deltas.forEach((window, counts) ->
        sorted.put(
            window,
            Tally.of(
                java.util.Arrays.copyOf(counts, Tally.SCORE_MAX + 1),
                counts[Tally.SCORE_MAX + 1])));
    return new Folded(
        sorted, choices.sum(), touched, catalogue, impossible, new Folded.Known(zones, counted));
  }
}
