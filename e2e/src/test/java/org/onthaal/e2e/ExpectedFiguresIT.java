package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
