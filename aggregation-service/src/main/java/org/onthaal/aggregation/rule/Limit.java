package org.onthaal.aggregation.rule;

import java.math.BigDecimal;

/// A fixed value and the side of it that is wrong.
///
/// Decimal as written in the file, so that 69.9 means 69.9.
///
/// @param side wrong side; the value itself is still right
/// @param value where an alert begins
/// @param resolveAt where a firing alert ends; equal to `value` when the file names none
public record Limit(Side side, BigDecimal value, BigDecimal resolveAt) {
  /// Which side of the value is wrong.
  public enum Side {
    BELOW,
    ABOVE
  }

  public Limit {
    int order = resolveAt.compareTo(value);
    if (side == Side.BELOW ? order < 0 : order > 0) {
      throw new IllegalArgumentException(
          "resolveAt: %s (expected: on the right side of %s)".formatted(resolveAt, value));
    }
  }

  /// Whether a figure is wrong enough to begin an alert.
  ///
  /// The figure is `numerator / denominator`, compared without rounding.
  public boolean isCrossedBy(BigDecimal numerator, BigDecimal denominator) {
    return isBeyond(value, numerator, denominator);
  }

  /// Whether a figure is still wrong enough to keep an alert firing.
  public boolean isNotYetLeftBy(BigDecimal numerator, BigDecimal denominator) {
    return isBeyond(resolveAt, numerator, denominator);
  }

  private boolean isBeyond(BigDecimal bound, BigDecimal numerator, BigDecimal denominator) {
    int order = numerator.compareTo(bound.multiply(denominator));
    return side == Side.BELOW ? order < 0 : order > 0;
  }
}
