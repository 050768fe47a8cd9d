package org.onthaal.aggregation.drop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The counter of evidence that a drop is over, in days: the mirror of [DropEvidence].
///
/// It bets against "still at least half of the drop". While that is true, 30 days of it are seen by
/// chance at most once in 30 days.
///
/// @param bets what each bet holds, in days
public record Recovery(List<Double> bets) {
  /// Nothing seen so far.
  public static final Recovery NONE = new Recovery(Collections.nCopies(Bets.COUNT, 0.0));

  public Recovery {
    bets = List.copyOf(bets);
    if (bets.size() != Bets.COUNT || !bets.stream().allMatch(days -> days >= 0)) {
      throw new IllegalArgumentException("bets: " + bets + " (expected: 4 of 0 or more)");
    }
  }

  /// After one more slot.
  ///
  /// @param drop size of the drop that was found, see [Drop]
  public Recovery next(Slot slot, Reference reference, double drop) {
    double[] growth = Bets.onRecovery(reference, drop, slot.tally());
    List<Double> next = new ArrayList<>(Bets.COUNT);
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      next.add(Bets.days(bets.get(bet), slot.openDays(), growth[bet]));
    }
    return new Recovery(next);
  }

  /// The evidence.
  public double days() {
    double sum = 0;
    for (double bet : bets) {
      sum += bet;
    }
    return sum / Bets.COUNT;
  }
}
