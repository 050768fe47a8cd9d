package org.onthaal.feedback.privacy;

/// The Belgian national register number and its BIS form: YYMMDD-SSS.CC.
final class NationalNumber {
  static final int DIGITS = 11;

  private NationalNumber() {}

  static boolean holds(int[] digits, int from) {
    int month = Digits.number(digits, from + 2, from + 4);
    int day = Digits.number(digits, from + 4, from + 6);
    // BIS numbers add 20 or 40 to the month; an unknown month or day is 00.
    boolean date =
        day <= 31 && (month <= 12 || (20 <= month && month <= 32) || (40 <= month && month <= 52));
    int check = Digits.number(digits, from + 9, from + 11);
    int rest = Digits.modulo(digits, from, from + 9, 97);
    // For births from 2000 a 2 stands in front: 2 * 10^9 modulo 97 is added.
    int restFrom2000 = (int) ((2_000_000_000L + Digits.number(digits, from, from + 9)) % 97);
    return date && (check == 97 - rest || check == 97 - restFrom2000);
  }
}
