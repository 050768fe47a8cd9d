package org.onthaal.aggregation.notify.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.aggregation.notify.Language;

class PhraseTest {
  static Stream<Words> words() {
    return Stream.concat(
        Stream.of(Phrase.values()).map(Phrase::words),
        Stream.of(KioskPhrase.values()).map(KioskPhrase::words));
  }

  @ParameterizedTest
  @MethodSource("words")
  void phraseTakesTheSameInEachLanguage(Words phrase) {
    int places = places(phrase, Language.EN);
    for (Language language : Language.values()) {
      assertThat(phrase.pattern(language)).as(phrase + " " + language).isNotBlank();
      assertThat(places(phrase, language)).as(phrase + " " + language).isEqualTo(places);
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void tooManyThingsForAPhraseAreRefused(Words phrase) {
    String[] things = "x".repeat(places(phrase, Language.EN) + 1).split("");

    assertThatThrownBy(() -> phrase.in(Language.FR, things))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int places(Words phrase, Language language) {
    return phrase.pattern(language).split("%s", -1).length - 1;
  }
}
