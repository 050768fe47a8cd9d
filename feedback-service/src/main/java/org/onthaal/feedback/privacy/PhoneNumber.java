package org.onthaal.feedback.privacy;

/// A telephone number as people here write it: national (`02 555 12 12`, `0470/12.34.56`), or with
/// the code of a country after `+` or `00`.
///
/// It has no checksum, so its form must say it. A Belgian enterprise number, which also has ten
/// digits, has one and is none.
final class PhoneNumber {
  /// Countries with short numbers: the code and six digits.
  static final int DIGITS_MIN = 8;

  /// ITU-T E.164, 6.2.1: at most fifteen digits; two more for the prefix `00`.
  static final int DIGITS_MAX = 17;

  private static final int AFTER_PLUS_MAX = 15;
  private static final int PREFIX_DIGITS = 2;
  private static final int NATIONAL_MIN = 9;
  private static final int NATIONAL_MAX = 10;
  private static final int CHECK_MODULUS = 97;

  private PhoneNumber() {}

  /// @param afterPlus whether a plus sign stands before the first digit
  static boolean holds(int[] digits, int from, int to, boolean afterPlus) {
    int length = to - from;
    if (afterPlus) {
      return digits[from] > 0 && length <= AFTER_PLUS_MAX;
    }
    if (digits[from] != 0 || length < NATIONAL_MIN) {
      return false;
    }
    if (digits[from + 1] == 0) {
      return digits[from + PREFIX_DIGITS] > 0
          && length >= DIGITS_MIN + PREFIX_DIGITS
          && length <= AFTER_PLUS_MAX + PREFIX_DIGITS;
    }
    return length <= NATIONAL_MAX && !isEnterprise(digits, from, to);
  }

  // Source: the Crossroads Bank for Enterprises; 97 less the rest of the first eight digits.
  private static boolean isEnterprise(int[] digits, int from, int to) {
    if (to - from != NATIONAL_MAX) {
      return false;
    }
    long first = 0;
    for (int i = from; i < to - 2; i++) {
      first = first * 10 + digits[i];
    }
    return CHECK_MODULUS - first % CHECK_MODULUS == digits[to - 2] * 10L + digits[to - 1];
  }
}
