package org.onthaal.aggregation.fold.choice;

import java.util.Comparator;
import org.onthaal.aggregation.measure.Metric;

/// What choices are told apart by in an answer.
///
/// @param choice empty for all ratings that answered the question
/// @param metric of the score beside
public record ChosenKey(String question, String choice, Metric metric)
    implements Comparable<ChosenKey> {
  private static final Comparator<ChosenKey> ORDER =
      Comparator.comparing(ChosenKey::question)
          .thenComparing(ChosenKey::choice)
          .thenComparing(ChosenKey::metric);

  @Override
  public int compareTo(ChosenKey other) {
    return ORDER.compare(this, other);
  }
}
