package org.onthaal.aggregation.measure;

/// The ways to the interval of the difference of two independent shares. Every figure has
/// [#NEWCOMBE]; the others are for analysts who have to follow a convention.
///
/// The value of each estimate is the first share minus the second; the ends lie between -1 and 1.
public enum DifferenceInterval {
  /// From the score intervals of both.
  NEWCOMBE,
  /// From the score intervals of both with a correction for continuity: Newcombe's method 11.
  NEWCOMBE_CORRECTED,
  /// Wald's after adding one success and one other answer to each.
  AGRESTI_CAFFO,
  /// The textbook's; too narrow near -1, 0 and 1 and for few answers.
  WALD;

  /// The interval at [Confidence#STANDARD].
  public Estimate of(Share first, Share second) {
    return of(first, second, Confidence.STANDARD);
  }

  public Estimate of(Share first, Share second, Confidence confidence) {
    return switch (this) {
      case NEWCOMBE -> newcombe(ShareInterval.WILSON, first, second, confidence);
      case NEWCOMBE_CORRECTED ->
          newcombe(ShareInterval.WILSON_CORRECTED, first, second, confidence);
      case AGRESTI_CAFFO -> agrestiCaffo(first, second, confidence);
      case WALD -> wald(first, second, confidence);
    };
  }

  private static Estimate newcombe(
      ShareInterval interval, Share first, Share second, Confidence confidence) {
    return NewcombeInterval.of(interval.of(first, confidence), interval.of(second, confidence));
  }

  /// Source: A. Agresti and B. Caffo, The American Statistician 54 (2000), 280-288.
  private static Estimate agrestiCaffo(Share first, Share second, Confidence confidence) {
    Estimate adjusted = wald(adjusted(first), adjusted(second), confidence);
    return new Estimate(
        first.value() - second.value(), adjusted.low(), adjusted.high(), first.n() + second.n());
  }

  private static Share adjusted(Share share) {
    return new Share(share.successes() + 1, share.n() + 2);
  }

  private static Estimate wald(Share first, Share second, Confidence confidence) {
    double middle = first.value() - second.value();
    double half = confidence.standardErrors() * Math.sqrt(variance(first) + variance(second));
    return new Estimate(
        middle, Math.max(-1, middle - half), Math.min(1, middle + half), first.n() + second.n());
  }

  private static double variance(Share share) {
    return share.value() * (1 - share.value()) / share.n();
  }
}
