package org.onthaal.aggregation.measure;

/// The score interval of a share.
///
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212;
/// recommended for every n by R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872. The ends
/// at 0 and n successes are exactly 0 and 1.
public final class WilsonInterval {
  private static final double Z = Confidence.STANDARD.standardErrors();

  private WilsonInterval() {}

  /// The 95 % interval of a share between 0 and 1.
  public static Estimate of(long successes, long n) {
    return of(new Share(successes, n), Z);
  }

  static Estimate of(Share share, Confidence confidence) {
    return of(share, confidence.standardErrors());
  }

  private static Estimate of(Share share, double z) {
    long n = share.n();
    double value = share.value();
    double square = z * z;
    double middle = (value + square / (2.0 * n)) / (1 + square / n);
    double half =
        z * Math.sqrt(value * (1 - value) / n + square / (4.0 * n * n)) / (1 + square / n);
    return ends(share, middle - half, middle + half);
  }

  /// With a correction for continuity: method 4 of Newcombe's comparison.
  static Estimate corrected(Share share, Confidence confidence) {
    double z = confidence.standardErrors();
    return ends(share, correctedLow(share, z), 1 - correctedLow(share.others(), z));
  }

  /// Of no success this is no number that means anything; the end is 0 then.
  private static double correctedLow(Share share, double z) {
    double n = share.n();
    double value = share.value();
    double square = z * z;
    double root = z * Math.sqrt(square - 2 - 1 / n + 4 * value * (n * (1 - value) + 1));
    return (2 * n * value + square - 1 - root) / (2 * (n + square));
  }

  private static Estimate ends(Share share, double low, double high) {
    return new Estimate(
        share.value(),
        share.successes() == 0 ? 0 : Math.max(0, low),
        share.successes() == share.n() ? 1 : Math.min(1, high),
        share.n());
  }
}
