package org.onthaal.aggregation.notify.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onthaal.aggregation.notify.Language;

class PhraseTest {
  @ParameterizedTest
  @EnumSource
  void phraseTakesTheSameInEachLanguage(Phrase phrase) {
    int places = places(phrase, Language.EN);
    for (Language language : Language.values()) {
      assertThat(phrase.pattern(language)).as(phrase + " " + language).isNotBlank();
      assertThat(places(phrase, language)).as(phrase + " " + language).isEqualTo(places);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tooManyThingsForAPhraseAreRefused(Phrase phrase) {
    String[] things = "x".repeat(places(phrase, Language.EN) + 1).split("");

    assertThatThrownBy(() -> phrase.in(Language.FR, things))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int places(Phrase phrase, Language language) {
    return phrase.pattern(language).split("%s", -1).length - 1;
  }
}
