package org.onthaal.sdk;

import java.util.Objects;
import java.util.Optional;

/**
 * A figure and the range in which the truth lies, with a confidence of 95 %.
 *
 * @param value what was found
 * @param interval empty where there are too few answers for one
 */
public record Estimate(double value, Optional<Interval> interval) {
  /** Takes both. */
  public Estimate {
    Objects.requireNonNull(interval, "interval");
  }

  /**
   * A range.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {}
}
