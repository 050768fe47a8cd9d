package org.onthaal.aggregation.measure;

/// The ways to the interval of a share. Every figure has [#WILSON]; the others are for analysts who
/// have to follow a convention.
///
/// The value of each estimate is the share itself; the ends lie between 0 and 1. Source: the
/// comparison by R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, unless a formula says
/// otherwise.
public enum ShareInterval {
  /// The textbook's p ± z·√(pq/n); far too narrow near 0 and 1 and for few answers.
  WALD,
  /// The score interval: the shares that a score test would not reject.
  WILSON,
  /// The same with a correction for continuity, for those who want at least the stated confidence.
  WILSON_CORRECTED,
  /// Wald's after adding z² answers, half of them successes; holds [#WILSON].
  AGRESTI_COULL,
  /// The shares that the two exact one-sided tests would not reject; never less than the stated
  /// confidence, mostly more.
  CLOPPER_PEARSON,
  /// Equal tails of the posterior beta distribution after Jeffreys' prior.
  JEFFREYS,
  /// [#CLOPPER_PEARSON] counting half of what was seen; close to the stated confidence on average.
  MID_P;

  /// The interval at [Confidence#STANDARD].
  public Estimate of(Share share) {
    return of(share, Confidence.STANDARD);
  }

  public Estimate of(Share share, Confidence confidence) {
    return switch (this) {
      case WALD -> wald(share, confidence);
      case WILSON -> WilsonInterval.of(share, confidence);
      case WILSON_CORRECTED -> WilsonInterval.corrected(share, confidence);
      case AGRESTI_COULL -> agrestiCoull(share, confidence);
      case CLOPPER_PEARSON -> TailInterval.clopperPearson(share, confidence);
      case JEFFREYS -> TailInterval.jeffreys(share, confidence);
      case MID_P -> TailInterval.midP(share, confidence);
    };
  }

  private static Estimate wald(Share share, Confidence confidence) {
    double value = share.value();
    double error = Math.sqrt(value * (1 - value) / share.n());
    return share.around(value, confidence.standardErrors() * error);
  }

  /// Source: A. Agresti and B. A. Coull, The American Statistician 52 (1998), 119-126.
  private static Estimate agrestiCoull(Share share, Confidence confidence) {
    double z = confidence.standardErrors();
    double n = share.n() + z * z;
    double middle = (share.successes() + z * z / 2) / n;
    return share.around(middle, z * Math.sqrt(middle * (1 - middle) / n));
  }
}
