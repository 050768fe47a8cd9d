package org.onthaal.feedback.survey;

import java.util.Map;

/// One choice of a question, with its words in every language.
public record Choice(String code, Map<Language, String> texts) {
  // As long as a touchpoint's key.
  private static final int CODE_MAX = 64;

  public Choice {
    if (!isCode(code)) {
      throw new IllegalArgumentException("code: " + code + " (expected: [a-z0-9-]{1,64})");
    }
    texts = Language.sorted(texts);
  }

  /// Whether the text has the form of a code: `[a-z0-9-]{1,64}`, so that several fit one column of
  /// a file and the name of a field.
  static boolean isCode(String text) {
    return !text.isEmpty()
        && text.length() <= CODE_MAX
        && text.chars().allMatch(c -> ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-');
  }
}
