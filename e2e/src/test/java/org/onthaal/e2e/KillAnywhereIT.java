package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Power cuts in the middle of an import: after each, the same start and the same import end in
/// exactly the expected figures.
@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
class KillAnywhereIT {
  private static final int KILLS = 3;
  // Two writers, each of which may lose its database twice: when it dies and while it recovers.
  private static final int OUTAGE_LINES_MAX = 4;
  private static final long SEED = 20_261_124;

  @TempDir Path folder;

  @Test
  void killedProcessLosesNothingAndCountsNothingTwice() throws Exception {
    Random random = new Random(SEED);
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        Process sending = beginImport(installation, kill);
        letItRun(installation, sending, random);
        installation.kill();
        sending.destroyForcibly().waitFor();
        installation.restart();
      }

      expectFigures(installation);
    }
  }

  @Test
  void killedDatabaseComesBackByItselfAndNothingIsLost() throws Exception {
    Random random = new Random(SEED + 1);
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        Process sending = beginImport(installation, kill);
        letItRun(installation, sending, random);
        killDatabase(installation);
        // The import waits for the database by itself; it may also have been answered everything
        // already.
        assertThat(sending.waitFor(3, TimeUnit.MINUTES)).isTrue();
      }
      installation.awaitReady();

      expectFigures(installation);
      assertThat(installation.log().lines().filter(line -> line.contains("was not written")))
          .hasSizeLessThanOrEqualTo(KILLS * OUTAGE_LINES_MAX);
    }
  }

  private Process beginImport(Installation installation, int turn) throws IOException {
    return installation.begin(
        folder.resolve("import-" + turn + ".log"), RealRatings.SFO_2015.importCommand());
  }

  /// Until some of it is stored, and then a moment that is different each time.
  private static void letItRun(Installation installation, Process sending, Random random) {
    int atLeast = 500 + random.nextInt(20_000);
    await("ratings to arrive")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !sending.isAlive() || stored(installation) >= atLeast);
  }

  private static int stored(Installation installation) {
    return HttpCaller.scores(installation.aggregation(), "from=2015-01-01&to=2016-01-01")
        .getRowsList()
        .stream()
        .mapToInt(row -> row.getN())
        .sum();
  }

  private static void killDatabase(Installation installation) throws IOException {
    try (var files = Files.walk(installation.data())) {
      Path pidFile =
          files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
  }

  private static void expectFigures(Installation installation) throws IOException {
    installation.run(RealRatings.SFO_2015.importCommand()).orFail();
    for (ExpectedFigures figures : ExpectedFigures.values()) {
      if (figures.name().startsWith("SFO_2015")) {
        figures.expectedOf(HttpCaller.scores(installation.aggregation(), figures.query()));
      }
    }
    installation.run("verify").orFail();
  }
}
