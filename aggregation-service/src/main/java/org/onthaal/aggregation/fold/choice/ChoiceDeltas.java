package org.onthaal.aggregation.fold.choice;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Chosen;
import org.onthaal.aggregation.tail.RatingFacts;

/// Adds up what ratings chose, signed. No clock, no store; for one thread.
public final class ChoiceDeltas {
  private final Map<ChoiceDay, long[]> deltas = new HashMap<>();

  /// Counts what a rating chose; nothing for one that chose nothing.
  ///
  /// @param sign -1 takes back what the rating counted for
  public void add(RatingFacts facts, int sign, ZoneId zone) {
    // Most ratings chose nothing.
    Optional<Answer> beside = facts.chosen().isEmpty() ? Optional.empty() : facts.beside();
    if (beside.isEmpty()) {
      return;
    }
    long day = facts.ratedAt().atZone(zone).toLocalDate().toEpochDay();
    for (Chosen chosen : facts.chosen()) {
      add(cell(facts, chosen.question(), ChoiceCell.ANY, beside.get()), day, beside.get(), sign);
      for (String choice : chosen.choices()) {
        add(cell(facts, chosen.question(), choice, beside.get()), day, beside.get(), sign);
      }
    }
  }

  private static ChoiceCell cell(RatingFacts facts, String question, String choice, Answer beside) {
    return new ChoiceCell(
        facts.place(), question, choice, beside.metric(), facts.suspected(), facts.imported());
  }

  private void add(ChoiceCell cell, long day, Answer beside, int sign) {
    // The last place counts the don't-knows.
    deltas
            .computeIfAbsent(new ChoiceDay(cell, day), _ -> new long[Tally.SCORE_MAX + 2])[
            beside.score().orElse(Tally.SCORE_MAX + 1)] +=
        sign;
  }

  /// In the order in which rows are written.
  public SortedMap<ChoiceDay, Tally> sum() {
    SortedMap<ChoiceDay, Tally> sorted = new TreeMap<>();
    deltas.forEach((day, counts) ->
        sorted.put(
            day,
            Tally.of(
                java.util.Arrays.copyOf(counts, Tally.SCORE_MAX + 1),
                counts[Tally.SCORE_MAX + 1])));
    return sorted;
  }
}
