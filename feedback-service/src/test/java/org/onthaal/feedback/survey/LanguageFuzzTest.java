package org.onthaal.feedback.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any tag is a language that can be written and read again, or none.
class LanguageFuzzTest {
  @FuzzTest
  void languageOfATagIsATagItself(byte[] tag) {
    Language.parse(new String(tag, StandardCharsets.UTF_8))
        .ifPresent(language -> {
          assertThat(language.subtag()).matches("[a-z]{2,8}");
          assertThat(Language.parse(language.subtag())).contains(language);
          assertThat(Language.parse(language.subtag() + "-BE")).contains(language);
        });
  }
}
