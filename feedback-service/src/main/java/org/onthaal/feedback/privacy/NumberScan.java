package org.onthaal.feedback.privacy;

/// Finds checksummed numbers in runs of digits, however they are grouped. A number begins and ends
/// where a group does, so that a part of a longer number is not taken for one.
final class NumberScan {
  // People write at most " - " between two groups.
  private static final int SEPARATORS_MAX = 3;

  private NumberScan() {}

  static String redact(String text) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      Run run = Run.from(text, i);
      out.append(text, done, i).append(run.redacted(text));
      done = run.end();
      i = done;
    }
    return out.append(text, done, text.length()).toString();
  }

  static boolean isSeparator(char c) {
    // The last four: no-break space, narrow no-break space, hyphen, en dash.
    return " .-/\u00A0\u202F\u2010\u2013".indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return Character.digit(c, 10) >= 0;
  }

  /// Digits with little between them, and where each stands in the text.
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Run(int start, int end, int[] digits, int[] positions) {
    static Run from(String text, int start) {
      int[] digits = new int[text.length() - start < 32 ? text.length() - start : 32];
      int[] positions = new int[digits.length];
      int count = 0;
      int end = start;
      for (int i = start; i < text.length() && i - end <= SEPARATORS_MAX; i++) {
        char c = text.charAt(i);
        if (isDigit(c)) {
          if (count == digits.length) {
            digits = java.util.Arrays.copyOf(digits, count * 2);
            positions = java.util.Arrays.copyOf(positions, count * 2);
          }
          digits[count] = Character.digit(c, 10);
          positions[count++] = i;
          end = i + 1;
        } else if (!isSeparator(c)) {
          break;
        }
      }
      return new Run(
          start,
          end,
          java.util.Arrays.copyOf(digits, count),
          java.util.Arrays.copyOf(positions, count));
    }

    String redacted(String text) {
      StringBuilder out = new StringBuilder();
      int done = start;
      int i = 0;
      while (i < digits.length) {
        int length = begins(i) ? length(i) : 0;
        if (length == 0) {
          i++;
          continue;
        }
        out.append(text, done, positions[i]).append(name(length));
        done = positions[i + length - 1] + 1;
        i += length;
      }
      return out.append(text, done, end).toString();
    }

    // How many digits a checksummed number has that begins here; 0 for none.
    private int length(int from) {
      if (ends(from, NationalNumber.DIGITS) && NationalNumber.holds(digits, from)) {
        return NationalNumber.DIGITS;
      }
      if (ends(from, StructuredCommunication.DIGITS)
          && StructuredCommunication.holds(digits, from)) {
        return StructuredCommunication.DIGITS;
      }
      for (int length = CardNumber.DIGITS_MAX; length >= CardNumber.DIGITS_MIN; length--) {
        if (ends(from, length) && CardNumber.holds(digits, from, from + length)) {
          return length;
        }
      }
      return 0;
    }

    private static String name(int length) {
      return switch (length) {
        case NationalNumber.DIGITS -> "[national number]";
        case StructuredCommunication.DIGITS -> "[payment reference]";
        default -> "[card]";
      };
    }

    private boolean begins(int i) {
      return i == 0 || positions[i] > positions[i - 1] + 1;
    }

    private boolean ends(int from, int length) {
      int next = from + length;
      return next == digits.length || (next < digits.length && begins(next));
    }
  }
}
