package org.onthaal.aggregation.fold.choice;

import java.util.Comparator;

/// One day of one cell.
///
/// @param day epoch day in the administration's zone
public record ChoiceDay(ChoiceCell cell, long day) implements Comparable<ChoiceDay> {
  private static final Comparator<ChoiceDay> ORDER =
      Comparator.comparing(ChoiceDay::cell).thenComparingLong(ChoiceDay::day);

  @Override
  public int compareTo(ChoiceDay other) {
    return ORDER.compare(this, other);
  }
}
