package org.onthaal.aggregation.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Any text is a duration within a year, or none.
class DurationTextFuzzTest {
  @FuzzTest
  void durationIsBounded(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    DurationText.parse(text)
        .ifPresent(duration -> {
          assertThat(duration).isBetween(Duration.ZERO, DurationText.LENGTH_MAX);
          assertThat(DurationText.parse(duration.toSeconds() + "s")).contains(duration);
          assertThat(DurationText.sentence(duration)).isNotBlank();
        });
  }
}
