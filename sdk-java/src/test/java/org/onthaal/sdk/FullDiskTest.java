package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.SmallDisk;

/** A full disk is told, costs nothing that was promised, and is forgotten once there is room. */
class FullDiskTest {
  private static final int MEGABYTES = 20;

  @TempDir private Path folder;

  @Test
  void fullDiskIsToldAndRatingsAreTakenAgainOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.over(folder, MEGABYTES)) {
      Process process =
          new ProcessBuilder(
                  disk.inside(
                      ChildJvm.command(List.of(), FullDiskProcess.class, folder.toString())))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        assertThat(said.readLine()).isEqualTo("durable");
        disk.fill();
        assertThat(said.readLine()).isEqualTo(DropReason.SPOOL_FULL.name());
        disk.makeRoom();
        assertThat(said.readLine()).isEqualTo("durable again");
        assertThat(said.readLine()).isEqualTo("all are kept");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
