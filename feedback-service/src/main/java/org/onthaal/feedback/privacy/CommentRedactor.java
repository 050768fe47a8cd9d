package org.onthaal.feedback.privacy;

import java.util.Locale;

/// Replaces what names a person by what it was: e-mail addresses, accounts, national numbers,
/// payment references, cards and telephone numbers.
///
/// Cost: linear in the length of the text; every candidate is bounded. No regular expression sees
/// the text. Safe for any thread.
public final class CommentRedactor {
  // RFC 5321, 4.5.3.1: local part and domain.
  private static final int LOCAL_MAX = 64;
  private static final int DOMAIN_MAX = 255;

  /// The text without personal data.
  public String redact(String text) {
    return NumberScan.redact(withoutAccounts(withoutMail(text)));
  }

  private static String withoutMail(String text) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = at;
      while (start > done && at - start < LOCAL_MAX && isLocal(text.charAt(start - 1))) {
        start--;
      }
      int end = at + 1;
      while (end < text.length() && end - at <= DOMAIN_MAX && isDomain(text.charAt(end))) {
        end++;
      }
      while (end > at && !Character.isLetterOrDigit(text.charAt(end - 1))) {
        end--;
      }
      if (start < at && text.substring(at, Math.max(at, end)).indexOf('.') > 1) {
        out.append(text, done, start).append("[e-mail]");
        done = end;
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static String withoutAccounts(String text) {
    int[] ends = accountEnds(text);
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] > 0 && i >= done) {
        out.append(text, done, i).append("[account]");
        done = ends[i];
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  // Where an account ends that starts at each place, or 0. From the back, because one account may
  // follow another without anything between them.
  private static int[] accountEnds(String text) {
    int[] ends = new int[text.length()];
    for (int i = text.length() - 4; i >= 0; i--) {
      // After a digit too: what goes before may be a number that is taken out later.
      boolean begins = i == 0 || !isLetter(text.charAt(i - 1));
      int end = begins ? accountEnd(text, i) : 0;
      boolean isWhole =
          end > 0 && (end == text.length() || ends[end] > 0 || !isAlphanumeric(text.charAt(end)));
      ends[i] = isWhole ? end : 0;
    }
    return ends;
  }

  // The end of the characters of an account that start here, or 0.
  private static int accountEnd(String text, int start) {
    if (!isLetter(text.charAt(start)) || !isLetter(text.charAt(start + 1))) {
      return 0;
    }
    int length = Iban.length(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
    if (length == 0) {
      return 0;
    }
    StringBuilder account = new StringBuilder();
    int separators = 0;
    int end = start;
    while (end < text.length()
        && account.length() < length
        && separators <= NumberScan.SEPARATORS_MAX) {
      int c = text.codePointAt(end);
      if (isAlphanumeric(c)) {
        account.append((char) Character.toUpperCase(c));
        separators = 0;
      } else if (NumberScan.isSeparator(c)) {
        separators++;
      } else {
        return 0;
      }
      end += Character.charCount(c);
    }
    return account.length() == length && Iban.isAccount(account.toString()) ? end : 0;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || isLetter(c);
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
