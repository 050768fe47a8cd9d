package org.onthaal.aggregation.measure;

/// So many of n answers; n is at least 1.
public record Share(long successes, long n) {
  public Share {
    if (n < 1 || successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " of " + n + " (expected: 0 to n of n > 0)");
    }
  }

  /// Between 0 and 1.
  public double value() {
    return (double) successes / n;
  }

  /// One division of whole numbers, so that the percentage is the nearest double.
  public double percent() {
    return 100.0 * successes / n;
  }

  /// Those that were not.
  Share others() {
    return new Share(n - successes, n);
  }

  /// Middle and half the width of an interval, clipped to what a share can be.
  Estimate around(double middle, double half) {
    return new Estimate(value(), Math.max(0, middle - half), Math.min(1, middle + half), n);
  }
}
