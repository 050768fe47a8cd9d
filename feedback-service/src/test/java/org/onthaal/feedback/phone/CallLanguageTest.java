package org.onthaal.feedback.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.survey.Language;

class CallLanguageTest {
  private static final CallLanguage LANGUAGE =
      new CallLanguage(
          CallLanguage.parse("+32 2 279 22 11=de, 022792212=nl").orElseThrow(), Language.FR);

  @ParameterizedTest(name = "query {0}, agi {1}, dialled {2}: {3}")
  @CsvSource({
    "nl, en, 3222792211, nl",
    "nl-BE, en, 3222792211, nl",
    "'', en_US, 3222792211, en",
    "xx, '', +3222792211, de",
    "pt, it, 02 279 22 12, nl",
    "'', '', unknown, fr",
    "'', not a tag!, '', fr"
  })
  void addressComesFirstThenTheSystemThenTheNumber(
      String query, String system, String dialled, String expected) {
    Language language = LANGUAGE.of(List.of(query, system), List.of(dialled), Language.REQUIRED);

    assertThat(language).isEqualTo(new Language(expected));
  }

  @Test
  void languageThatATouchpointDoesNotOfferIsPassedOver() {
    List<Language> offered = List.of(new Language("ar"), Language.EN, Language.NL);

    assertThat(LANGUAGE.of(List.of("de", "nl"), List.of(), offered)).isEqualTo(Language.NL);
    assertThat(LANGUAGE.of(List.of("de"), List.of(), offered)).isEqualTo(Language.EN);
  }

  @Test
  void tableHasANumberAndALanguageInEachRow() {
    assertThat(CallLanguage.parse("")).hasValue(Map.of());
    assertThat(CallLanguage.parse("1=fr, 2=nl"))
        .hasValue(Map.of("1", Language.FR, "2", Language.NL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "=fr", "1=", "1=pt", "1=fr=nl", "1=fr,1=nl", "fr=1"})
  void tableThatSaysSomethingElseIsRefused(String table) {
    assertThat(CallLanguage.parse(table)).isEmpty();
  }
}
