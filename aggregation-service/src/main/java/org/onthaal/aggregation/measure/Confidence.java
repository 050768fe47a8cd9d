package org.onthaal.aggregation.measure;

import org.apache.commons.numbers.gamma.InverseErf;

/// How often an interval is to hold the truth, between 0 and 1, both excluded.
public record Confidence(double level) {
  /// That of every figure unless an analyst asks for another.
  public static final Confidence STANDARD = new Confidence(0.95);

  public Confidence {
    if (!(0 < level && level < 1)) {
      throw new IllegalArgumentException("confidence: " + level + " (expected: between 0 and 1)");
    }
  }

  /// Probability left out on each side.
  double tail() {
    return (1 - level) / 2;
  }

  /// Standard errors of a normal distribution on each side that hold so much of it; 1.96 for 0.95.
  double standardErrors() {
    return Math.sqrt(2) * InverseErf.value(level);
  }
}
