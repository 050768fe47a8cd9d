package org.onthaal.e2e;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One service dies in the middle of an import, several times; the other waits for it, and the
/// figures come out exactly.
@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
class KillEitherServiceIT {
  private static final int KILLS = 3;
  private static final long SEED = 11;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void killedServiceLosesNothingAndCountsNothingTwice(TwoServices.Service victim) throws Exception {
    Random random = new Random(SEED);
    try (TwoServices services = TwoServices.start(folder)) {
      for (int kill = 0; kill < KILLS; kill++) {
        Path log = folder.resolve("import-" + kill + ".log");
        Process sending = services.begin(log, RealRatings.SFO_2014.importCommand());
        pauseWhile(sending, Duration.ofMillis(1500 + random.nextInt(2500)));
        services.killAndRestart(victim);
        pauseWhile(sending, Duration.ofMillis(random.nextInt(1000)));
        sending.destroyForcibly().waitFor();
        services.awaitReady();
      }

      services.run(RealRatings.SFO_2014.importCommand()).orFail();
      for (ExpectedFigures figures : ExpectedFigures.values()) {
        if (figures.name().startsWith("SFO_2014")) {
          figures.expectedOf(HttpCaller.scores(services.aggregation(), figures.query()));
        }
      }
      services.run("verify").orFail();
    }
  }

  /// Lets the import run on for a moment; it may end before.
  private static void pauseWhile(Process sending, Duration moment) {
    long until = System.nanoTime() + moment.toNanos();
    await("a moment to pass")
        .atMost(moment.plusSeconds(5))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !sending.isAlive() || System.nanoTime() >= until);
  }
}
