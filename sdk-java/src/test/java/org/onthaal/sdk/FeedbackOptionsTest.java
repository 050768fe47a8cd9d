package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackOptionsTest {
  @Test
  void allMistakesAreToldAtOnce() {
    FeedbackOptions.Builder builder =
        FeedbackOptions.builder("http://localhost:9080")
            .key("two words")
            .spoolBytes(1)
            .queueBytes(1)
            .batchSize(0)
            .keepFor(Duration.ZERO)
            .callTimeout(Duration.ofSeconds(-1))
            .durableTimeout(Duration.ZERO)
            .closeTimeout(Duration.ofSeconds(-1))
            .retries(Duration.ofSeconds(2), Duration.ofSeconds(1))
            .touchpoint("Not A Key")
            .trust(Path.of("nowhere.pem"))
            .proxy(" ", 0);

    FeedbackConfigurationException mistakes =
        catchThrowableOfType(FeedbackConfigurationException.class, builder::build);

    assertThat(mistakes.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "key",
            "spoolBytes",
            "queueBytes",
            "batchSize",
            "keepFor",
            "callTimeout",
            "durableTimeout",
            "closeTimeout",
            "retries.max",
            "touchpoint",
            "trust",
            "trust",
            "proxy");
    assertThat(mistakes).hasMessageContaining("batchSize: INVALID (expected: 1 to 1000, not 0)");
    assertThat(mistakes).message().hasLineCount(13);
    assertThat(mistakes).message().as("a key is a secret").doesNotContain("two words");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "localhost:9080",
        "ftp://x",
        "http://",
        "http://x y",
        "https://a/b"
      })
  void addressThatIsNoneIsTold(String address) {
    FeedbackOptions.Builder builder = FeedbackOptions.builder(address);

    FeedbackConfigurationException mistakes =
        catchThrowableOfType(FeedbackConfigurationException.class, builder::build);

    assertThat(mistakes.violations()).extracting(Violation::field).containsExactly("endpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9080",
        "https://feedback.example.be",
        "https://feedback.example.be/",
        "http://[::1]:9080"
      })
  void addressIsTaken(String address) {
    assertThatCode(() -> FeedbackOptions.builder(address).build()).doesNotThrowAnyException();
  }
}
