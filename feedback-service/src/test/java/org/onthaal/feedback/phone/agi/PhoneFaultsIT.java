package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.feedback.phone.agi.ScriptedAsterisk.Told;
import org.onthaal.testkit.FaultProxy;
import org.onthaal.testkit.FaultProxy.Weather;

/// Callers while the database is away: told the truth, and let go.
class PhoneFaultsIT {
  private static final Duration RELEASED = Duration.ofSeconds(3);

  @TempDir private Path keys;
  private TestFeedback feedback;
  private FaultProxy proxy;
  private FeedbackServer server;

  @BeforeEach
  void open() {
    feedback = new TestFeedback(PhoneFaultsIT.class, keys);
    URI database = URI.create(feedback.url().substring("jdbc:".length()));
    proxy = FaultProxy.before(database.getPort());
    server =
        feedback.start(
            InstantSource.system(),
            Map.of(
                "database.url",
                feedback.url().replace(":" + database.getPort(), ":" + proxy.port()),
                "intake.phone.enabled",
                "true",
                "intake.phone.port",
                "0",
                "intake.phone.touchpoint",
                "employer-line"));
  }

  @AfterEach
  void close() {
    proxy.set(Weather.CALM);
    feedback.close();
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void callerOfAnAbsentDatabaseHearsAnApologyAndIsLetGo(boolean isSilent) throws Exception {
    call(".1", "3");
    proxy.set(isSilent ? Weather.SILENT : Weather.SHUT);
    if (!isSilent) {
      proxy.cut();
    }

    Told told = call(".2", "4");

    assertThat(told.lasted()).isLessThan(RELEASED);
    assertThat(told.commands().getLast()).contains("_apology_");
    assertThat(told.played("thanks")).isFalse();
    assertThat(told.of("SET VARIABLE")).isEmpty();
    proxy.set(Weather.CALM);
    Awaitility.await("the same call is taken afterwards, once")
        .atMost(Duration.ofSeconds(30))
        .until(() -> call(".2", "4").played("thanks"));
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(2);
  }

  @Test
  void apologyThatASystemDoesNotEndIsNotWaitedFor() throws Exception {
    call(".1", "3");
    proxy.set(Weather.SILENT);

    Told told = asterisk(".2").presses("4").neverEnds("_apology_").call(server.phonePort());

    assertThat(told.commands().getLast()).contains("_apology_");
    assertThat(told.lasted()).isLessThan(RELEASED.plusSeconds(1));
  }

  private Told call(String name, String key) throws Exception {
    return asterisk(name).presses(key).call(server.phonePort());
  }

  private static ScriptedAsterisk asterisk(String name) {
    return new ScriptedAsterisk()
        .with(
            "agi_uniqueid", InstantSource.system().instant().getEpochSecond() / 1000 * 1000 + name);
  }
}
