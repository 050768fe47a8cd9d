package org.onthaal.aggregation.measure;

/// The 97.5 % quantile of Student's t distribution, to about 1e-12.
///
/// The tail of the distribution is a regularized incomplete beta function, taken here from its
/// continued fraction (Abramowitz and Stegun 26.5.8 and 26.7.1); Newton's method with the density
/// finds the quantile from the normal one.
final class StudentQuantile {
  private static final double TAIL = 0.025;
  private static final double SMALLEST = 1e-300;
  private static final double PRECISION = 1e-15;
  private static final int ROUNDS_MAX = 500;

  private StudentQuantile() {}

  static double of(long degrees) {
    if (degrees < 1) {
      throw new IllegalArgumentException(
          "degrees of freedom: " + degrees + " (expected: 1 or more)");
    }
    double t = Confidence.STANDARD.standardErrors();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      double step = (upperTail(t, (double) degrees) - TAIL) / density(t, (double) degrees);
      t += step;
      if (Math.abs(step) < 1e-13 * t) {
        break;
      }
    }
    return t;
  }

  private static double density(double t, double degrees) {
    double log =
        logGammaRatio(degrees)
            - 0.5 * Math.log(degrees * Math.PI)
            - (degrees + 1) / 2 * Math.log1p(t * t / degrees);
    return Math.exp(log);
  }

  private static double upperTail(double t, double degrees) {
    double x = degrees / (degrees + t * t);
    // Not 1 - x, which loses its digits where there are many degrees of freedom.
    double rest = t * t / (degrees + t * t);
    double a = degrees / 2;
    double b = 0.5;
    double front =
        Math.exp(
            logGammaRatio(degrees)
                - 0.5 * Math.log(Math.PI)
                - a * Math.log1p(t * t / degrees)
                + b * Math.log(rest));
    // The fraction converges quickly for the smaller part, however many degrees there are.
    double beta = rest > 0.5 ? front * fraction(x, a, b) / a : 1 - front * fraction(rest, b, a) / b;
    return beta / 2;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < ROUNDS_MAX; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double away(double value) {
    return Math.abs(value) < SMALLEST ? SMALLEST : value;
  }

  /// ln Γ((degrees + 1) / 2) − ln Γ(degrees / 2).
  ///
  /// Lifted by the recurrence until the asymptotic series (in 1/x) is exact in double precision, so
  /// that no two large logarithms are subtracted.
  private static double logGammaRatio(double degrees) {
    double x = degrees / 2;
    double lift = 0;
    while (x < 40) {
      lift += Math.log(x) - Math.log(x + 0.5);
      x += 1;
    }
    double inverse = 1 / x;
    double square = inverse * inverse;
    double series =
        inverse * (-1.0 / 8 + square * (1.0 / 192 + square * (-1.0 / 640 + square * 17 / 14336)));
    return lift + 0.5 * Math.log(x) + series;
  }
}
