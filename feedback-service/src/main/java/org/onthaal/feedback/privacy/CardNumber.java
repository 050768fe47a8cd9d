package org.onthaal.feedback.privacy;

/// A payment card: 13 to 19 digits that pass Luhn's check (ISO/IEC 7812-1, annex B).
final class CardNumber {
  static final int DIGITS_MIN = 13;
  static final int DIGITS_MAX = 19;

  private CardNumber() {}

  static boolean holds(int[] digits, int from, int to) {
    int first = digits[from];
    if (first < 2 || first > 6) { // issuers of payment cards
      return false;
    }
    int sum = 0;
    for (int i = from; i < to; i++) {
      int digit = digits[i];
      boolean doubled = (to - i) % 2 == 0;
      int twice = digit > 4 ? digit * 2 - 9 : digit * 2;
      sum += doubled ? twice : digit;
    }
    return sum % 10 == 0;
  }
}
