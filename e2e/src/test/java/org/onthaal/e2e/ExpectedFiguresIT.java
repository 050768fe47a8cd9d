package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real ratings go in through the command line, and exactly the figures that two other programs
/// found come out.
@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpectedFiguresIT {
  @TempDir static Path folder;
  private Installation installation;

  @BeforeAll
  void importAll() {
    installation = Installation.start(folder.resolve("data folder"));
    for (RealRatings file : RealRatings.values()) {
      assertThat(installation.run(file.importCommand()).orFail().out())
          .contains(file.shown() + " new");
    }
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void figuresAreExactlyTheExpectedOnes(ExpectedFigures figures) throws Exception {
    figures.expectedOf(HttpCaller.scores(installation.aggregation(), figures.query()));
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"SFO_2014_ORG_SERVICE", "SFO_2015_ORG_SERVICE", "SFO_2017_ORG_SERVICE"})
  void dashboardShowsThem(ExpectedFigures figures) throws Exception {
    Map<String, Map<String, String>> expected = figures.shownByService();
    try (Chromium chromium = Chromium.open();
        Page page = chromium.browser().newPage(new Browser.NewPageOptions().setLocale("en-GB"))) {
      for (String administration : expected.keySet()) {
        String view = "/?administration=" + administration + "&" + figures.range();
        page.navigate(installation.aggregation().resolve(view).toString());
        page.locator("#figures tbody tr strong").first().waitFor();
        Map<String, String> shown = new TreeMap<>();
        for (Locator row : page.locator("#figures tbody tr").all()) {
          // A service without ratings in the range has a line too.
          if (row.locator("strong").count() == 1) {
            shown.put(
                row.locator("a").first().innerText(),
                (row.locator("strong").innerText()
                        + ", n = "
                        + row.locator("td").last().innerText())
                    .replaceAll("[\\u00a0\\u202f]", " "));
          }
        }

        assertThat(shown).as(administration).isEqualTo(expected.get(administration));
      }
    }
  }

  @Order(2)
  @Test
  void everyTallyAgreesWithARecount() {
    assertThat(installation.run("verify").orFail().exitCode()).isZero();
  }

  @Order(3)
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void secondImportAddsNothing(RealRatings file) {
    assertThat(installation.run(file.importCommand()).orFail().out())
        .contains("0 new")
        .contains(file.shown() + " already there");
  }

  @Order(4)
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void figuresAreStillTheExpectedOnes(ExpectedFigures figures) throws Exception {
    figures.expectedOf(HttpCaller.scores(installation.aggregation(), figures.query()));
  }

  @Order(5)
  @Test
  void exportedRatingsGiveTheSameFiguresElsewhere() throws Exception {
    Path exported = folder.resolve("exported.csv.gz");
    installation.run("export", "--out", exported.toString()).orFail();

    try (Installation other = Installation.start(folder.resolve("other"))) {
      other
          .run("import", exported.toString(), "--create-missing", "--zone", "America/Los_Angeles")
          .orFail();

      ExpectedFigures.SFO_2017_ORG_SERVICE.expectedOf(
          HttpCaller.scores(other.aggregation(), ExpectedFigures.SFO_2017_ORG_SERVICE.query()));
      ExpectedFigures.GP_FFT_ORG_DAY.expectedOf(
          HttpCaller.scores(other.aggregation(), ExpectedFigures.GP_FFT_ORG_DAY.query()));
    }
  }
}
