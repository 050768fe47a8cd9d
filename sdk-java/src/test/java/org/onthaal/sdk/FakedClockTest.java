package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine's clock that is set forward by a month, back by three hours and runs at double speed
 * neither makes ratings too old nor the client impatient.
 */
class FakedClockTest {
  private static final int BLOCK = 10;
  private static final int MORE_FAILURES_THAN_WANTED = 10_000;
  // A wait of 0.1 to 1 s, at random down to nothing; thousands when a timer follows the clock.
  private static final int CALLS_MAX = 60;
  private static final Duration WATCHED = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  void jumpsOfTheClockNeitherExpireRatingsNorHammerTheServer() throws Exception {
    Path offset = folder.resolve("offset");
    set(offset, "+0");
    try (ScriptedDoor door = new ScriptedDoor()) {
      door.failNext(Status.Code.UNAVAILABLE, MORE_FAILURES_THAN_WANTED);
      Process process = start(door.address(), offset);
      try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
          BufferedWriter tell = process.outputWriter(StandardCharsets.US_ASCII)) {
        submit(tell, said);
        long before = Long.parseLong(ask("clock", tell, said));

        set(offset, "+30d");
        long after = Long.parseLong(ask("clock", tell, said));
        assertThat(Duration.ofMillis(after - before)).isGreaterThan(Duration.ofDays(29));
        assertIsPatient(door);
        submit(tell, said);

        set(offset, "-3h x2");
        long back = Long.parseLong(ask("clock", tell, said));
        assertThat(back).isLessThan(before);
        assertIsPatient(door);
        submit(tell, said);

        door.stopFailing();
        assertThat(ask("flush 60", tell, said)).isEqualTo("true " + Map.of());
        assertThat(door.stored()).hasSize(3 * BLOCK);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** It goes on to try, and not often. */
  private static void assertIsPatient(ScriptedDoor door) throws InterruptedException {
    int calls = door.calls().size();
    await().atMost(Duration.ofSeconds(30)).until(() -> door.calls().size() > calls);
    int begin = door.calls().size();
    Thread.sleep(WATCHED.toMillis());
    assertThat(door.calls().size() - begin).isLessThan(CALLS_MAX);
  }

  private static void submit(BufferedWriter tell, BufferedReader said) throws IOException {
    for (int i = 0; i < BLOCK; i++) {
      assertThat(ask("submit", tell, said)).isEqualTo("true");
    }
  }

  private static String ask(String word, BufferedWriter tell, BufferedReader said)
      throws IOException {
    tell.write(word + "\n");
    tell.flush();
    return said.readLine();
  }

  /** As a whole, because the process reads it at any time. */
  private static void set(Path offset, String text) throws IOException {
    Path fresh = Files.writeString(offset.resolveSibling("offset.new"), text + "\n");
    Files.move(fresh, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Process start(String address, Path offset) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ChildJvm.command(
                List.of(), ObedientProcess.class, address, folder.resolve("spool").toString()));
    builder.environment().put("LD_PRELOAD", library().toString());
    builder.environment().put("FAKETIME_TIMESTAMP_FILE", offset.toString());
    builder.environment().put("FAKETIME_NO_CACHE", "1");
    builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Path library() throws IOException {
    try (Stream<Path> found =
        Files.find(
            Path.of("/usr/lib"), 4, (path, is) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
      return found
          .findFirst()
          .orElseThrow(
              () -> new AssertionError("no libfaketime (expected: Debian's package `faketime`)"));
    }
  }
}
