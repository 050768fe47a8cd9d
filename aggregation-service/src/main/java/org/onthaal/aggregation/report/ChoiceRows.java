package org.onthaal.aggregation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.onthaal.aggregation.measure.Estimate;
import org.onthaal.aggregation.measure.Measures;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Share;
import org.onthaal.aggregation.measure.ShareInterval;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.ChoiceRow;
import org.onthaal.v1.ChoiceSatisfaction;

/// The rows of an answer about choices.
///
/// A row tells of two groups: who chose, and who did not. It is hidden where either is too small,
/// and so is the next smallest where one hidden row could be had by subtracting the others.
final class ChoiceRows {
  private static final Comparator<ChoiceRow> ORDER =
      Comparator.comparing(ChoiceRow::getSuppressed)
          .thenComparing(row -> !row.hasDifferenceHigh())
          .thenComparingDouble(ChoiceRow::getDifferenceHigh)
          .thenComparing(ChoiceRow::getN, Comparator.reverseOrder())
          .thenComparing(ChoiceRow::getChoice);

  private final ChoiceCounts counts;
  private final Suppression suppression;

  ChoiceRows(ChoiceCounts counts, Suppression suppression) {
    this.counts = counts;
    this.suppression = suppression;
  }

  /// @param offered choices of each question that may have been chosen by nobody
  List<ChoiceRow> told(Map<String, List<String>> offered) {
    List<ChoiceRow> rows = new ArrayList<>();
    for (String question : counts.questions()) {
      SortedSet<String> choices = new TreeSet<>(counts.choices(question));
      choices.addAll(offered.getOrDefault(question, List.of()));
      Set<String> hidden = hidden(question, choices);
      choices.stream()
          .map(choice ->
              hidden.contains(choice) ? suppressed(question, choice) : row(question, choice))
          .sorted(ORDER)
          .forEach(rows::add);
    }
    return rows;
  }

  private Set<String> hidden(String question, SortedSet<String> choices) {
    ChoiceCounts.Count answered = counts.answered(question);
    if (isSmall(answered)) {
      return choices;
    }
    SequencedMap<String, Long> parts = new LinkedHashMap<>();
    choices.forEach(choice -> parts.put(choice, counts.of(question, choice).n()));
    Set<String> alone =
        choices.stream()
            .filter(choice -> {
              ChoiceCounts.Count chosen = counts.of(question, choice);
              return isSmall(chosen) || isSmall(answered.minus(chosen));
            })
            .collect(Collectors.toSet());
    return suppression.isOn() ? suppression.hidden(parts, alone, true) : Set.of();
  }

  private boolean isSmall(ChoiceCounts.Count count) {
    return suppression.hides(count.n()) || suppression.hides(count.csat().n());
  }

  private static ChoiceRow suppressed(String question, String choice) {
    return ChoiceRow.newBuilder()
        .setQuestion(question)
        .setChoice(choice)
        .setSuppressed(true)
        .build();
  }

  private ChoiceRow row(String question, String choice) {
    ChoiceCounts.Count answered = counts.answered(question);
    ChoiceCounts.Count chosen = counts.of(question, choice);
    ChoiceCounts.Count others = answered.minus(chosen);
    ChoiceRow.Builder row =
        ChoiceRow.newBuilder()
            .setQuestion(question)
            .setChoice(choice)
            .setN(Protos.count(chosen.n()))
            .setAnswered(Protos.count(answered.n()))
            .setChosen(satisfaction(chosen.csat()))
            .setOthers(satisfaction(others.csat()));
    if (answered.n() > 0) {
      Share share = new Share(chosen.n(), answered.n());
      Estimate estimate = ShareInterval.WILSON.of(share).times(100);
      row.setShare(share.percent()).setShareLow(estimate.low()).setShareHigh(estimate.high());
    }
    Measures.difference(Metric.CSAT, chosen.csat(), others.csat())
        .ifPresent(difference ->
            row.setDifference(difference.value())
                .setDifferenceLow(difference.low())
                .setDifferenceHigh(difference.high()));
    return row.build();
  }

  private static ChoiceSatisfaction satisfaction(Tally tally) {
    ChoiceSatisfaction.Builder told = ChoiceSatisfaction.newBuilder().setN(Protos.count(tally.n()));
    Measures.csat(Metric.CSAT, tally)
        .ifPresent(
            csat -> told.setCsat(csat.value()).setCsatLow(csat.low()).setCsatHigh(csat.high()));
    OptionalDouble mean = Measures.mean(tally);
    if (mean.isPresent()) {
      told.setMean(mean.getAsDouble());
    }
    Optional<Estimate> interval = Measures.meanInterval(tally);
    interval.ifPresent(ends -> told.setMeanLow(ends.low()).setMeanHigh(ends.high()));
    return told.build();
  }
}
