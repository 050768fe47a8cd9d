package org.onthaal.aggregation.measure;

import java.util.function.DoublePredicate;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Intervals of a share that leave out the same probability on each side, by tails of the binomial
/// and the beta distribution. To about 1e-12, 1e-10 for billions of answers; the ends at 0 and n
/// successes are exactly 0 and 1.
///
/// The chance of x successes or more among n, each with chance p, is the regularized incomplete
/// beta function of p with parameters x and n - x + 1 (Abramowitz and Stegun 26.5.24).
final class TailInterval {
  private TailInterval() {}

  /// Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413.
  static Estimate clopperPearson(Share share, Confidence confidence) {
    double tail = confidence.tail();
    return ends(share, p -> orMore(share, p) < tail, p -> orFewer(share, p) > tail);
  }

  /// Source: L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001), 101-133.
  static Estimate jeffreys(Share share, Confidence confidence) {
    double tail = confidence.tail();
    double a = share.successes() + 0.5;
    double b = share.others().successes() + 0.5;
    return ends(
        share,
        p -> RegularizedBeta.value(p, a, b) < tail,
        p -> RegularizedBeta.complement(p, a, b) > tail);
  }

  /// Source: G. Berry and P. Armitage, The Statistician 44 (1995), 417-423.
  static Estimate midP(Share share, Confidence confidence) {
    double both = 2 * confidence.tail();
    return ends(
        share,
        p -> orMore(share, p) + more(share, p) < both,
        p -> orFewer(share, p) + fewer(share, p) > both);
  }

  private static double orMore(Share share, double p) {
    return share.successes() == 0
        ? 1
        : RegularizedBeta.value(p, (double) share.successes(), share.others().successes() + 1.0);
  }

  private static double more(Share share, double p) {
    return share.successes() == share.n()
        ? 0
        : RegularizedBeta.value(p, share.successes() + 1.0, (double) share.others().successes());
  }

  /// Not 1 minus its opposite, which loses its digits where it is small.
  private static double orFewer(Share share, double p) {
    return share.successes() == share.n()
        ? 1
        : RegularizedBeta.complement(
            p, share.successes() + 1.0, (double) share.others().successes());
  }

  private static double fewer(Share share, double p) {
    return share.successes() == 0
        ? 0
        : RegularizedBeta.complement(
            p, (double) share.successes(), share.others().successes() + 1.0);
  }

  /// @param tooLow true up to the lower end
  /// @param notTooHigh true up to the upper end
  private static Estimate ends(Share share, DoublePredicate tooLow, DoublePredicate notTooHigh) {
    return new Estimate(
        share.value(),
        share.successes() == 0 ? 0 : last(tooLow),
        share.successes() == share.n() ? 1 : last(notTooHigh),
        share.n());
  }

  /// The largest share for which something holds that holds for 0 and not for 1.
  ///
  /// Halving ends when no number lies between: after 53 steps, and as many as the share has zeros
  /// in front.
  private static double last(DoublePredicate holds) {
    double low = 0;
    double high = 1;
    double middle = 0.5;
    while (low < middle && middle < high) {
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
      middle = low + (high - low) / 2;
    }
    return low;
  }
}
