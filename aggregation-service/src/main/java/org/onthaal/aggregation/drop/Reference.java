package org.onthaal.aggregation.drop;

import java.util.List;
import java.util.stream.IntStream;

/// What one slot is judged against.
///
/// Unit: points from 0 to 1, see [Points].
///
/// @param usual mean that is usual at this time of the week
/// @param margin how far below usual is still no drop
/// @param variance of one answer; it only tunes the bets, what they promise does not depend on it
/// @param overdispersion at least 1: how much more daily sums vary than independent answers would
public record Reference(
    Points points, double usual, double margin, double variance, double overdispersion) {
  /// One point of satisfaction: a difference that nobody would act on.
  static final double SHARE_MARGIN_MIN = 0.01;

  /// The same for a score: in proportional odds one point of the share satisfied moves the score by
  /// two thirds of a point.
  static final double SCORE_MARGIN_MIN = 0.0066;

  static final double MIN = 0.03;
  static final double MAX = 0.97;

  public Reference {
    require("usual", usual, usual >= 0 && usual <= 1, "0 to 1");
    require("margin", margin, margin >= 0 && margin <= 1, "0 to 1");
    require("variance", variance, variance > 0 && variance <= 1, "above 0, at most 1");
    require(
        "overdispersion",
        overdispersion,
        overdispersion >= 1 && overdispersion < Double.POSITIVE_INFINITY,
        "1 or more");
  }

  private static void require(String name, double value, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /// The level at or above which a stream is promised few alarms.
  public double value() {
    return Math.clamp(usual - margin, MIN, MAX);
  }

  /// What each bet on a drop stakes, that on the smallest drop first.
  public List<Double> stakesOnDrop() {
    return IntStream.range(0, Bets.COUNT).mapToObj(bet -> Bets.stakeOnDrop(this, bet)).toList();
  }

  /// What each bet on the end of a drop stakes, in the same order.
  ///
  /// @param drop its size
  public List<Double> stakesOnRecovery(double drop) {
    double level = stillDown(drop);
    return IntStream.range(0, Bets.COUNT)
        .mapToObj(bet -> Bets.stakeOnRecovery(this, level, bet))
        .toList();
  }

  /// The level at or below which a drop of that size still lasts: half of it, or twice the margin.
  public double stillDown(double drop) {
    return Math.clamp(usual - Math.max(2 * margin, drop / 2), MIN, MAX);
  }
}
