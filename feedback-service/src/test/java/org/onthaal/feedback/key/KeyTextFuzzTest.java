package org.onthaal.feedback.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text is the key that it is, or none.
class KeyTextFuzzTest {
  @FuzzTest
  void keyIsTheTextItCameFrom(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    KeyText.parse(text)
        .ifPresent(key -> {
          assertThat(key.text()).isEqualTo(text);
          assertThat(text).matches("ons_[a-z0-9]{1,16}_[0-9A-Za-z]{36}");
          assertThat(key.id()).matches("[0-9a-f]{12}");
          assertThat(KeyText.parse(text + "0")).isEmpty();
        });
  }
}
