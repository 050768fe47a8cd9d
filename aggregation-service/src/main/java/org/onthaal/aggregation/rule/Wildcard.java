package org.onthaal.aggregation.rule;

/// Text in which `*` stands for any characters; everything else for itself.
///
/// Linear in pattern times text without backtracking over more than one star, so that no pattern in
/// a file can stop the fold.
public final class Wildcard {
  private Wildcard() {}

  public static boolean isPattern(String pattern) {
    return pattern.indexOf('*') >= 0;
  }

  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
