package org.onthaal.feedback.privacy;

/// The Belgian payment reference `+++090/9337/55493+++`.
final class StructuredCommunication {
  static final int DIGITS = 12;

  private StructuredCommunication() {}

  static boolean holds(int[] digits, int from) {
    int rest = Digits.modulo(digits, from, from + 10, 97);
    return Digits.number(digits, from + 10, from + 12) == (rest == 0 ? 97 : rest);
  }
}
