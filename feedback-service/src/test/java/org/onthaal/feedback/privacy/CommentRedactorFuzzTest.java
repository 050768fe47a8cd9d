package org.onthaal.feedback.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// What was removed stays removed, and nothing is found in what was kept.
class CommentRedactorFuzzTest {
  // "[e-mail]" in the place of "a@b.c".
  private static final double GROWTH_MAX = 8.0 / 5;

  private final CommentRedactor redactor = new CommentRedactor();

  @FuzzTest
  void nothingIsLeftToRemove(byte[] comment) {
    String text = new String(comment, StandardCharsets.UTF_8);

    String kept = redactor.redact(text);

    assertThat(redactor.redact(kept)).isEqualTo(kept);
    assertThat(kept.length()).isLessThanOrEqualTo((int) (text.length() * GROWTH_MAX));
    assertThat(redactor.redact("4111 1111 1111 1111 " + kept)).startsWith("[card]");
  }
}
