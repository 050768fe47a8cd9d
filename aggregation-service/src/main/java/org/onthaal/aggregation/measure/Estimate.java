package org.onthaal.aggregation.measure;

/// A value with the ends of its interval, a 95 % one unless somebody asked for another, and the
/// number of answers behind it.
public record Estimate(double value, double low, double high, long n) {
  public Estimate {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval: " + low + " to " + high + " (expected: low to high)");
    }
    if (n < 1) {
      throw new IllegalArgumentException("n: " + n + " (expected: 1 or more)");
    }
  }

  /// The same in another unit: percent for a share.
  public Estimate times(double factor) {
    return new Estimate(value * factor, low * factor, high * factor, n);
  }
}
