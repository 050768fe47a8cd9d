package org.onthaal.feedback.comment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
  @ParameterizedTest(name = "{0} | {1} | {2}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "ecole|L'ÉCOLE est fermée|true",
        "ÉCOLE|l’ecole|true",
        "l'ecole|l’École|true",
        "coeur|au cœur du quartier|true",
        "cœur|au coeur|true",
        "strasse|die Straße|true",
        "wacht rij|lange WACHTRIJ aan het loket|true",
        "rij loket|lange wachtrij|false",
        "100%|100 pour cent|false",
        "100%|à 100% d'accord|true",
        "a_b|axb|false",
        "a_b|a_b|true",
        "100\\|100|false",
        "it's|it's \"fine\"|true",
        "\"fine\"|it's \"fine\"|true",
        ".*|anything|false",
        "  |anything|true",
        "e\u0301cole|école|true",
        "\u00a0file\u2003longue |une longue file|true",
      })
  void everyWordMustOccurAndNoCharacterIsSpecial(String words, String text, boolean occur) {
    assertThat(SearchWords.of(words).occurIn(text)).isEqualTo(occur);
  }
}
