package org.onthaal.feedback.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any token continues where it says, as far as a database can look, or is none.
class RatingPageTokenFuzzTest {
  @FuzzTest
  void tokenIsAPlaceOrNone(byte[] token) {
    StoredRatingPages.cursor(new String(token, StandardCharsets.UTF_8))
        .filter(cursor -> token.length > 0)
        .ifPresent(cursor -> {
          String again = StoredRatingPages.token(cursor.id(), cursor.administration());
          assertThat(StoredRatingPages.cursor(again)).contains(cursor);
          assertThat(cursor.administration()).doesNotContain("\0");
        });
  }
}
