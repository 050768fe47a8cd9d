package org.onthaal.sdk.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.sdk.DropReason;

class LossFileTest {
  private static final Losses.Report ONE =
      new Losses.Report(
          UUID.fromString("0197c2a0-0000-7000-8000-000000000001"),
          Map.of(DropReason.QUEUE_FULL, 7L, DropReason.CORRUPT, 5_000_000_000L));

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    LossFile file = new LossFile(folder);
    Losses.Report two = new Losses.Report(new UUID(1, 2), Map.of(DropReason.CLOSED, 1L));

    file.write(List.of(ONE, two));

    assertThat(file.read()).containsExactly(ONE, two);
    assertThat(LossFile.isIn(folder)).isTrue();
  }

  @Test
  void nothingToTellIsNoFile() throws IOException {
    LossFile file = new LossFile(folder);
    file.write(List.of(ONE));
    file.write(List.of());

    assertThat(file.read()).isEmpty();
    assertThat(LossFile.isIn(folder)).isFalse();
  }

  @Test
  void writeThatWasCutLeavesWhatWasThere() throws IOException {
    LossFile file = new LossFile(folder);
    file.write(List.of(ONE));
    Files.writeString(folder.resolve("losses.new"), "0197c2a0-00");

    assertThat(file.read()).containsExactly(ONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0",
        "0197c2a0-0000-7000-8000-000000000001 NO_REASON=1",
        "0197c2a0-0000-7000-8000-000000000001 CLOSED=0",
        "0197c2a0-0000-7000-8000-000000000001 CLOSED=many",
        "0197c2a0-0000-7000-8000-000000000001 CLOSED",
        "é"
      })
  void somethingElseIsSaid(String text) throws IOException {
    Files.writeString(folder.resolve("losses"), text);

    assertThatThrownBy(() -> new LossFile(folder).read()).isInstanceOf(IOException.class);
  }
}
