package org.onthaal.aggregation.drop;

import java.util.List;
import org.onthaal.aggregation.measure.Tally;

/// Four bets at once, each tuned for a drop of another size; what they win is the evidence.
///
/// Each answer multiplies what is at stake by 1 + stake · (level − points). Where the mean is at or
/// above the level, the expectation of that is at most 1; a bet that keeps winning shows that it is
/// below. A stake of drop / variance makes a drop of that size grow nearly as fast as any bet
/// could.
final class Bets {
  static final int COUNT = 4;

  /// In points: 5, 10, 20 and 40 points of the share satisfied.
  private static final List<Double> SHARE_DROPS = List.of(0.05, 0.10, 0.20, 0.40);

  /// The same drops in proportional odds, as points of the score.
  private static final List<Double> SCORE_DROPS = List.of(0.033, 0.066, 0.13, 0.26);

  /// The part of the largest stake that may be used: what is at stake is never lost altogether.
  private static final double STAKE_SHARE_MAX = 0.95;

  /// Beyond these a number would overflow; less than was won keeps every promise.
  private static final double GROWTH_MAX = 690;

  private static final double DAYS_MAX = 1e300;

  private Bets() {}

  static double drop(Points points, int bet) {
    return (points.isShare() ? SHARE_DROPS : SCORE_DROPS).get(bet);
  }

  static double stakeOnDrop(Reference reference, int bet) {
    return Math.min(
        drop(reference.points(), bet) / reference.variance(),
        STAKE_SHARE_MAX / (1 - reference.value()));
  }

  /// Logarithm of what each bet is multiplied by, where the bet is that the mean is below the
  /// reference.
  static double[] onDrop(Reference reference, Tally tally) {
    double[] stakes = new double[COUNT];
    for (int bet = 0; bet < COUNT; bet++) {
      stakes[bet] = stakeOnDrop(reference, bet);
    }
    return growth(reference, reference.value(), stakes, tally);
  }

  static double stakeOnRecovery(Reference reference, double level, int bet) {
    return Math.min(drop(reference.points(), bet) / reference.variance(), STAKE_SHARE_MAX / level);
  }

  /// The mirror: the bet is that the mean is above what it is while a drop of that size lasts.
  static double[] onRecovery(Reference reference, double drop, Tally tally) {
    double level = reference.stillDown(drop);
    double[] stakes = new double[COUNT];
    for (int bet = 0; bet < COUNT; bet++) {
      stakes[bet] = -stakeOnRecovery(reference, level, bet);
    }
    return growth(reference, level, stakes, tally);
  }

  /// What a bet holds after a slot: the new days are staked as well.
  static double days(double before, double openDays, double growth) {
    return Math.min((before + openDays) * StrictMath.exp(Math.min(growth, GROWTH_MAX)), DAYS_MAX);
  }

  /// StrictMath, because every machine must recompute the same numbers, to the last bit.
  private static double[] growth(Reference reference, double level, double[] stakes, Tally tally) {
    Points points = reference.points();
    double[] growth = new double[COUNT];
    for (int score = points.metric().lowest(); score <= points.metric().highest(); score++) {
      long count = tally.count(score);
      if (count > 0) {
        double distance = level - points.of(score);
        for (int bet = 0; bet < COUNT; bet++) {
          growth[bet] += count * StrictMath.log1p(stakes[bet] * distance);
        }
      }
    }
    for (int bet = 0; bet < COUNT; bet++) {
      growth[bet] /= reference.overdispersion();
    }
    return growth;
  }
}
