package org.onthaal.feedback.privacy;

import java.util.Arrays;

/// Finds checksummed numbers, and those of telephones, in runs of digits, however they are grouped.
/// A number begins and ends where a group does, so that a part of a longer number is not taken for
/// one.
final class NumberScan {
  // Characters. People write at most " - " between two groups; one more for what they do not see.
  static final int SEPARATORS_MAX = 4;
  private static final int DATE_DIGITS = 8;
  // Middle dot and bullet.
  private static final String SEPARATORS = " \t./-\u00B7\u2022";

  private NumberScan() {}

  static String redact(String text) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    int i = 0;
    while (i < text.length()) {
      if (digit(text, i) < 0) {
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

  /// What people, keyboards and telephones put between digits: blanks, dashes, dots, slashes, and
  /// marks that no number is made of, such as emoji and what they are composed of.
  static boolean isSeparator(int codePoint) {
    return SEPARATORS.indexOf(codePoint) >= 0
        || switch (Character.getType(codePoint)) {
          case Character.SPACE_SEPARATOR,
              Character.DASH_PUNCTUATION,
              Character.FORMAT,
              Character.OTHER_SYMBOL,
              Character.MODIFIER_SYMBOL,
              Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  // The digit that stands there, or -1. A letter O that touches no other letter was meant as zero.
  private static int digit(String text, int at) {
    int codePoint = text.codePointAt(at);
    if (!isLetterO(codePoint)) {
      return Character.digit(codePoint, 10);
    }
    boolean inWord =
        (at > 0 && isOtherLetter(text.codePointBefore(at)))
            || (at + 1 < text.length() && isOtherLetter(text.codePointAt(at + 1)));
    return inWord ? -1 : 0;
  }

  private static boolean isOtherLetter(int codePoint) {
    return Character.isLetter(codePoint) && !isLetterO(codePoint);
  }

  private static boolean isLetterO(int codePoint) {
    return codePoint == 'O' || codePoint == 'o';
  }

  /// Digits with little between them, and where each begins and ends in the text.
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Run(int start, int end, int[] digits, int[] begins, int[] ends) {
    static Run from(String text, int start) {
      int room = Math.min(text.length() - start, 32);
      int[] digits = new int[room];
      int[] begins = new int[room];
      int[] ends = new int[room];
      int count = 0;
      int end = start;
      int separators = 0;
      for (int i = start; i < text.length() && separators <= SEPARATORS_MAX; ) {
        int after = i + Character.charCount(text.codePointAt(i));
        int digit = digit(text, i);
        if (digit >= 0) {
          if (count == digits.length) {
            digits = Arrays.copyOf(digits, count * 2);
            begins = Arrays.copyOf(begins, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
          }
          digits[count] = digit;
          begins[count] = i;
          ends[count++] = after;
          end = after;
          separators = 0;
        } else if (isSeparator(text.codePointAt(i))) {
          separators++;
        } else {
          break;
        }
        i = after;
      }
      return new Run(
          start,
          end,
          Arrays.copyOf(digits, count),
          Arrays.copyOf(begins, count),
          Arrays.copyOf(ends, count));
    }

    String redacted(String text) {
      StringBuilder out = new StringBuilder();
      int done = start;
      int i = 0;
      while (i < digits.length) {
        int checked = isGroupStart(i) ? length(i) : 0;
        int length = checked == 0 && isGroupStart(i) ? phoneLength(text, i) : checked;
        if (length == 0) {
          i += isDate(i) ? DATE_DIGITS : 1;
          continue;
        }
        out.append(text, done, begins[i]).append(checked == 0 ? "[phone]" : name(length));
        done = ends[i + length - 1];
        i += length;
      }
      return out.append(text, done, end).toString();
    }

    // How many digits a checksummed number has that begins here; 0 for none.
    private int length(int from) {
      if (endsAfter(from, NationalNumber.DIGITS) && NationalNumber.holds(digits, from)) {
        return NationalNumber.DIGITS;
      }
      if (endsAfter(from, StructuredCommunication.DIGITS)
          && StructuredCommunication.holds(digits, from)) {
        return StructuredCommunication.DIGITS;
      }
      for (int length = CardNumber.DIGITS_MAX; length >= CardNumber.DIGITS_MIN; length--) {
        if (endsAfter(from, length) && CardNumber.holds(digits, from, from + length)) {
          return length;
        }
      }
      return 0;
    }

    // The same of a telephone number: the longest that fits, as its groups may be numbers of their
    // own.
    private int phoneLength(String text, int from) {
      if (isDate(from) || !beginsNumber(text, from)) {
        return 0;
      }
      boolean afterPlus = begins[from] > 0 && text.charAt(begins[from] - 1) == '+';
      for (int length = PhoneNumber.DIGITS_MAX; length >= PhoneNumber.DIGITS_MIN; length--) {
        if (endsAfter(from, length) && PhoneNumber.holds(digits, from, from + length, afterPlus)) {
          return length;
        }
      }
      return 0;
    }

    // After a dot, a dash or a slash goes on what began before: a number that has another form.
    private boolean beginsNumber(String text, int from) {
      return from == 0 || text.substring(ends[from - 1], begins[from]).isBlank();
    }

    // Day, month and year, whose hour may follow: ten digits as well.
    private boolean isDate(int from) {
      return endsAfter(from, 2)
          && endsAfter(from, 4)
          && endsAfter(from, DATE_DIGITS)
          && isGroupStart(from)
          && from + 7 < digits.length
          && !isGroupStart(from + 6)
          && digits[from] <= 3
          && digits[from + 2] <= 1
          && (digits[from + 4] == 2 || digits[from + 4] == 1);
    }

    private static String name(int length) {
      return switch (length) {
        case NationalNumber.DIGITS -> "[national number]";
        case StructuredCommunication.DIGITS -> "[payment reference]";
        default -> "[card]";
      };
    }

    private boolean isGroupStart(int i) {
      return i == 0 || begins[i] > ends[i - 1];
    }

    private boolean endsAfter(int from, int length) {
      int next = from + length;
      return next == digits.length || (next < digits.length && isGroupStart(next));
    }
  }
}
