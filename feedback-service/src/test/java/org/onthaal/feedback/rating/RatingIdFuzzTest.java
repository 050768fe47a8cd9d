package org.onthaal.feedback.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text is the id that it prints as, or none.
class RatingIdFuzzTest {
  @FuzzTest
  void idIsTheTextItCameFrom(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    RatingId.parse(text)
        .ifPresent(id -> {
          assertThat(id.toString()).isEqualToIgnoringCase(text);
          assertThat(id.bytes()).hasSize(16);
          assertThat(RatingId.parse(id.toString())).contains(id);
        });
  }
}
