package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/// Any file of settings can be used, or is refused in words.
class AggregationSettingsFuzzTest {
  @TempDir private Path folder = Path.of("");

  @FuzzTest
  void fileIsUsedOrRefused(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("application.yaml"), content);
    try {
      AggregationSettings settings = AggregationSettings.load(Optional.of(file), Map.of());

      assertThat(settings).isEqualTo(AggregationSettings.load(Optional.of(file), Map.of()));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("Settings: ");
    }
  }
}
