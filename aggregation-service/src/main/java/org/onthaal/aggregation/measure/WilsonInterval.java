package org.onthaal.aggregation.measure;

/// The 95 % score interval of a share.
///
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212;
/// recommended for every n by R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872. The ends
/// at 0 and n successes are exactly 0 and 1.
public final class WilsonInterval {
  /// 97.5 % quantile of the standard normal distribution.
  static final double Z = 1.959963984540054;

  private WilsonInterval() {}

  /// A share between 0 and 1.
  public static Estimate of(long successes, long n) {
    if (n < 1 || successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " of " + n + " (expected: 0 to n of n > 0)");
    }
    double share = (double) successes / n;
    double square = Z * Z;
    double middle = (share + square / (2.0 * n)) / (1 + square / n);
    double half =
        Z * Math.sqrt(share * (1 - share) / n + square / (4.0 * n * n)) / (1 + square / n);
    double low = successes == 0 ? 0 : Math.max(0, middle - half);
    double high = successes == n ? 1 : Math.min(1, middle + half);
    return new Estimate(share, low, high, n);
  }
}
