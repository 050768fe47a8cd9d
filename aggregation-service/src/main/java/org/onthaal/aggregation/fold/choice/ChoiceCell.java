package org.onthaal.aggregation.fold.choice;

import java.util.Comparator;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.tail.Place;

/// Everything that choices are counted by, except the day. The counts are of ratings, by the score
/// beside what they chose.
///
/// @param question the one with choices
/// @param choice empty for all ratings that answered the question: one may take several choices, so
///   these are fewer than the sum
/// @param metric of the score beside
public record ChoiceCell(
    Place place, String question, String choice, Metric metric, boolean suspected, boolean imported)
    implements Comparable<ChoiceCell> {
  /// Stands for any choice: the rating answered the question.
  public static final String ANY = "";

  private static final Comparator<ChoiceCell> ORDER =
      Comparator.<ChoiceCell, String>comparing(cell -> cell.place().administration())
          .thenComparing(cell -> cell.place().service())
          .thenComparing(cell -> cell.place().touchpoint())
          .thenComparing(cell -> cell.place().channel())
          .thenComparing(cell -> cell.place().language())
          .thenComparing(ChoiceCell::question)
          .thenComparing(ChoiceCell::choice)
          .thenComparing(ChoiceCell::metric)
          .thenComparing(ChoiceCell::suspected)
          .thenComparing(ChoiceCell::imported);

  @Override
  public int compareTo(ChoiceCell other) {
    return ORDER.compare(this, other);
  }
}
