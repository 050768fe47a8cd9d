package org.onthaal.feedback.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/// Any file is a recording of a length that its bytes can hold, or none.
class WaveFuzzTest {
  @FuzzTest
  void recordingIsNotLongerThanItsFile(byte[] file) {
    Wave.length(file)
        .ifPresent(length ->
            assertThat(length).isBetween(Duration.ZERO, Duration.ofMillis(file.length / 16)));
  }
}
