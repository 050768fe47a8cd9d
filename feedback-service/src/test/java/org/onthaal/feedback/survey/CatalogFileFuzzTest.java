package org.onthaal.feedback.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.onthaal.feedback.survey.CatalogFile.Reading;
import org.onthaal.feedback.survey.CatalogFile.ZoneRules;

/// Any document changes the catalogue or is refused with a place for everything that is wrong.
class CatalogFileFuzzTest {
  private static final ZoneRules ZONES = new ZoneRules(ZoneId.of("Europe/Brussels"), _ -> false);
  private static final SurveyCatalog BUILT_IN =
      CatalogFileTest.applied(CatalogSnapshot.EMPTY, CatalogFileTest.resource("built-in"));

  @FuzzTest
  void documentIsAppliedOrRefused(byte[] document) {
    String yaml = new String(document, StandardCharsets.UTF_8);

    switch (CatalogFile.read(yaml, BUILT_IN, ZONES)) {
      case Reading.Faulty(var problems) ->
          assertThat(problems).isNotEmpty().noneMatch(p -> p.line() < 1 || p.expected().isEmpty());
      case Reading.Correct(CatalogChange change) -> {
        SurveyCatalog after = CatalogFileTest.applied(BUILT_IN, yaml);
        assertThat(CatalogFile.read(yaml, after, ZONES))
            .as("the same document once more")
            .isInstanceOfSatisfying(
                Reading.Correct.class, again -> assertThat(again.change().isEmpty()).isTrue());
        for (Survey survey : change.surveys()) {
          assertThat(CatalogFile.storedSurvey(SurveyDocument.of(survey))).isEqualTo(survey);
        }
      }
    }
  }
}
