package org.onthaal.feedback.privacy;

/// Checksums over the decimal digits of what people write.
final class Digits {
  private Digits() {}

  /// The remainder of a long number, digit by digit.
  static int modulo(int[] digits, int from, int to, int divisor) {
    int rest = 0;
    for (int i = from; i < to; i++) {
      rest = (rest * 10 + digits[i]) % divisor;
    }
    return rest;
  }

  static int number(int[] digits, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + digits[i];
    }
    return number;
  }
}
