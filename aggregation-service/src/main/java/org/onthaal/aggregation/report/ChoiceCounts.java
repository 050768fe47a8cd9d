package org.onthaal.aggregation.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.onthaal.aggregation.fold.choice.ChoiceCell;
import org.onthaal.aggregation.fold.choice.ChosenKey;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// What was chosen of the choices of each question.
record ChoiceCounts(SortedMap<ChosenKey, Tally> sums) {
  /// Questions that somebody answered.
  SortedSet<String> questions() {
    SortedSet<String> questions = new TreeSet<>();
    sums.keySet().forEach(key -> questions.add(key.question()));
    return questions;
  }

  /// What was chosen of one question, in order of codes.
  SortedSet<String> choices(String question) {
    SortedSet<String> choices = new TreeSet<>();
    sums.keySet().stream()
        .filter(key -> key.question().equals(question) && !key.choice().equals(ChoiceCell.ANY))
        .forEach(key -> choices.add(key.choice()));
    return choices;
  }

  /// How many answered a question, whatever they chose.
  Count answered(String question) {
    return of(question, ChoiceCell.ANY);
  }

  Count of(String question, String choice) {
    Map<Metric, Tally> byMetric = new TreeMap<>();
    sums.forEach((key, tally) -> {
      if (key.question().equals(question) && key.choice().equals(choice)) {
        byMetric.put(key.metric(), tally);
      }
    });
    return new Count(
        byMetric.values().stream().mapToLong(tally -> tally.n() + tally.dontKnow()).sum(),
        byMetric.getOrDefault(Metric.CSAT, Tally.EMPTY));
  }

  /// Ratings that have something in common.
  ///
  /// @param n all of them
  /// @param csat the scores of those that have a CSAT score beside
  record Count(long n, Tally csat) {
    Count minus(Count part) {
      return new Count(n - part.n(), csat.minus(part.csat()));
    }
  }
}
