package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.command.CommandLine;

/// What goes wrong at the command line is said in words, and the exit code agrees.
class FailuresAreSaidIT {
  @TempDir private static Path folder;

  private static Installation installation;

  @BeforeAll
  static void start() {
    installation = Installation.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void exportToAFullDiskIsNoSuccess() throws Exception {
    Path err = folder.resolve("export.err");
    Process export =
        CommandLine.start(
            new File("/dev/full"),
            err.toFile(),
            "export",
            "--data",
            installation.data().toString());

    assertThat(export.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(export.exitValue()).isEqualTo(2);
    assertThat(Files.readString(err))
        .contains("No space left on device")
        .doesNotContain("written.")
        .doesNotContain("Exception");
  }

  @Test
  void everyMistakeOfARuleFileStandsOnALineOfItsOwn() throws IOException {
    Path rules =
        Files.writeString(folder.resolve("rules.yaml"), "rules:\n  - {kind: below, fo: 1}\n");

    CommandLine.Result result =
        installation.run(
            "backtest", rules.toString(), "--from", "2025-01-01", "--to", "2025-02-01");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines().filter(line -> line.startsWith("  line 2: rules[0].")))
        .hasSize(2);
  }

  @Test
  void wrongRuleFileOfRunIsListedWithoutTheNamesOfOurClasses() throws IOException {
    Path rules = Files.writeString(folder.resolve("live.yaml"), "rules:\n  - {kind: below}\n");

    CommandLine.Result result =
        CommandLine.run(
            "run",
            "--port-base",
            "0",
            "--data",
            folder.resolve("other").toString(),
            "--rules",
            rules.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("rules[0].kind").doesNotContain("Exception");
  }

  @Test
  void fieldsThatTheServerRefusesAreCalledAsTheColumnsOfTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("ratings.csv"),
            """
            rated_at,administration,service,channel,score
            1999-03-30T14:05:00Z,Town,desk,KIOSK,9
            """);

    CommandLine.Result result =
        installation.run(
            "import", file.toString(), "--create-missing", "--zone", "Europe/Brussels");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("rated_at: TIME_OUT_OF_RANGE", "; score: SCORE_OUT_OF_RANGE")
        .doesNotContain("ratedAt", "answers[0]");
  }
}
