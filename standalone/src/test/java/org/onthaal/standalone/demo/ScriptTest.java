package org.onthaal.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
  @ParameterizedTest
  @CsvSource({
    "fr,content", "fr,gloomy", "fr,incident",
    "nl,content", "nl,gloomy", "nl,incident",
    "de,content", "de,gloomy", "de,incident",
    "en,content", "en,gloomy", "en,incident"
  })
  void everyMoodHasWordsInEveryLanguage(String language, String mood) {
    assertThat(Script.load().comment(language, mood, new SplittableRandom(1))).isNotBlank();
  }
}
