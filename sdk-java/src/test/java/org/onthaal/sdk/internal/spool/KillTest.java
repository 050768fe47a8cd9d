package org.onthaal.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that appends is killed with -9, again and again: each next one finds everything that
 * was promised before.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("onthaal.sdk.kills", 200);
  private static final int LINES_MAX = 150;

  @TempDir private Path folder;
  private final Random random = new Random(20_261_127);

  @Test
  void whatWasPromisedOutlivesKills() throws Exception {
    Set<String> promised = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      promised.addAll(runAndKill());
    }
    Set<String> found = new HashSet<>();
    try (SpoolFolder own = SpoolFolder.claim(folder);
        FileSpool spool = KilledProcess.open(own)) {
      for (SpoolRecord each : spool.everything()) {
        found.add(new String(each.payload(), StandardCharsets.US_ASCII));
      }
    }
    assertThat(promised).hasSizeGreaterThan(KILLS * 10);
    assertThat(found).containsAll(promised);
  }

  /** Kills after a number of lines that chance has chosen, and reads what was said until then. */
  private List<String> runAndKill() throws IOException, InterruptedException {
    Process process = start(folder);
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(lines.readLine()).isEqualTo("open, and others: 0");
      int wanted = random.nextInt(LINES_MAX);
      String line = lines.readLine();
      while (line != null) {
        said.add(line);
        if (said.size() == wanted) {
          process.toHandle().destroyForcibly();
        }
        line = lines.readLine();
        if (wanted == 0) {
          process.toHandle().destroyForcibly();
          wanted = -1;
        }
      }
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).noneMatch(each -> each.startsWith("lost"));
    // The last line may be cut off.
    return said.stream().filter(each -> each.length() == 36).toList();
  }

  /** Starts a process that appends to a spool of its own in a folder. */
  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            classes("classes") + System.getProperty("path.separator") + classes("test-classes"),
            KilledProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path classes(String name) {
    Path path = Path.of("target", name).toAbsolutePath();
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("run from the module's folder: " + Files.exists(path), e);
    }
  }
}
