package org.onthaal.feedback.comment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.onthaal.feedback.privacy.Seal;
import org.onthaal.feedback.privacy.Secret;

/// Nobody makes a token but this service: any other text is none.
class CommentPageTokenFuzzTest {
  private static final PageToken TOKENS =
      new PageToken(new Seal(new Secret(new byte[Secret.BYTES]), "test", new SecureRandom()));

  @FuzzTest
  void textIsNoToken(byte[] token) {
    assertThat(TOKENS.read(new String(token, StandardCharsets.UTF_8))).isEmpty();
  }
}
