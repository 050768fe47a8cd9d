package org.onthaal.aggregation.measure;

/// The 95 % hybrid score interval of the difference of two independent shares.
///
/// Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
public final class NewcombeInterval {
  private NewcombeInterval() {}

  /// First share minus second share, between -1 and 1; n is that of both together.
  public static Estimate of(Estimate first, Estimate second) {
    double difference = first.value() - second.value();
    double below = Math.hypot(first.value() - first.low(), second.high() - second.value());
    double above = Math.hypot(first.high() - first.value(), second.value() - second.low());
    return new Estimate(difference, difference - below, difference + above, first.n() + second.n());
  }
}
