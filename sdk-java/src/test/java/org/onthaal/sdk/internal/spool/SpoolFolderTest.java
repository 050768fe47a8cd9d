package org.onthaal.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part of a folder has one owner, in this process and in others. */
class SpoolFolderTest {
  @TempDir private Path folder;

  @Test
  void partThatIsHeldIsNobodyElses() throws IOException {
    try (SpoolFolder first = SpoolFolder.claim(folder);
        SpoolFolder second = SpoolFolder.claim(folder)) {
      assertThat(second.path()).isNotEqualTo(first.path());
      assertThat(SpoolFolder.orphans(folder)).isEmpty();
    }
    List<SpoolFolder> orphans = SpoolFolder.orphans(folder);
    assertThat(orphans).hasSize(2);
    for (SpoolFolder each : orphans) {
      each.remove();
    }
    assertThat(parts()).isEmpty();
  }

  /**
   * Looking for orphans opens no lock file of our own parts: closing it would let go of our lock.
   */
  @Test
  void lookingForOrphansKeepsOtherProcessesOut() throws IOException {
    try (SpoolFolder own = SpoolFolder.claim(folder)) {
      assertThat(SpoolFolder.orphans(folder)).isEmpty();
      Process other = KillTest.start(folder);
      try (BufferedReader said =
          new BufferedReader(
              new InputStreamReader(other.getInputStream(), StandardCharsets.US_ASCII))) {
        assertThat(said.readLine()).isEqualTo("open, and others: 0");
        assertThat(parts()).hasSize(2).contains(own.path());
      } finally {
        other.toHandle().destroyForcibly();
      }
    }
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
