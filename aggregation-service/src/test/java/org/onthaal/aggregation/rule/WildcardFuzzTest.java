package org.onthaal.aggregation.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A pattern matches what the plainest way of matching says.
class WildcardFuzzTest {
  @FuzzTest
  void patternMatchesAsPlainlyDefined(byte[] bytes) {
    List<String> parts = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", 2));
    String pattern = parts.getFirst();
    String text = parts.getLast();

    assertThat(Wildcard.matches(pattern, text)).isEqualTo(plainly(pattern, text));
  }

  // Which beginnings of the text the pattern so far matches, one character of it at a time.
  private static boolean plainly(String pattern, String text) {
    boolean[] matched = new boolean[text.length() + 1];
    matched[0] = true;
    for (int p = 0; p < pattern.length(); p++) {
      boolean[] next = new boolean[text.length() + 1];
      boolean any = false;
      for (int t = 0; t <= text.length(); t++) {
        any |= matched[t];
        next[t] =
            pattern.charAt(p) == '*'
                ? any
                : t > 0 && matched[t - 1] && pattern.charAt(p) == text.charAt(t - 1);
      }
      matched = next;
    }
    return matched[text.length()];
  }
}
