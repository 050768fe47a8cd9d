package org.onthaal.feedback.survey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource({
    "nl, nl",
    "NL-be, nl",
    "zh-Hant-TW, zh",
    "und, und",
    // Grandfathered and private tags have no primary subtag that could be read again.
    "i-klingon, tlh",
    "i-default, en",
    "x-sign, und"
  })
  void keepsWhatCanBeReadAgain(String tag, String subtag) {
    assertThat(Language.parse(tag)).hasValue(new Language(subtag));
    assertThat(Language.parse(subtag)).hasValue(new Language(subtag));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!!", "nl_BE", "1", "x", "i", "abcdefghi"})
  void refusesWhatIsNoTag(String tag) {
    assertThat(Language.parse(tag)).isEmpty();
  }
}
