package org.onthaal.aggregation.measure;

/// The hybrid score interval of the difference of two independent shares.
///
/// Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
public final class NewcombeInterval {
  private NewcombeInterval() {}

  /// First share minus second share, between -1 and 1, as confident as their intervals are; n is
  /// that of both together.
  public static Estimate of(Estimate first, Estimate second) {
    double difference = first.value() - second.value();
    double below = Math.hypot(first.value() - first.low(), second.high() - second.value());
    double above = Math.hypot(first.high() - first.value(), second.value() - second.low());
    return new Estimate(
        difference,
        Math.max(-1, difference - below),
        Math.min(1, difference + above),
        first.n() + second.n());
  }
}
