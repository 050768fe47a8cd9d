package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskIT {
  @TempDir Path folder;

  @Test
  void fullDiskRefusesWritersInsideUntilThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.over(folder, 8)) {
      assertThat(write(disk, "before")).isZero();

      disk.fill();
      assertThat(write(disk, "during")).isNotZero();

      disk.makeRoom();
      assertThat(write(disk, "after")).isZero();
      assertThat(disk.fromOutside().resolve("after")).exists();
    }
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private int write(SmallDisk disk, String name) throws IOException {
    String command = "head -c 100000 /dev/zero > '" + folder.resolve(name) + "'";
    return new ProcessBuilder(disk.inside(List.of("/bin/sh", "-c", command)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }
}
