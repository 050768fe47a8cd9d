package org.onthaal.aggregation.notify.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.RetrySchedule;

/// Whatever a receiver answers, the next try has a time, and it is not put off for ever.
class HttpAnswerFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  // What a receiver may ask for, and the jitter on top.
  private static final Duration LONGEST = Duration.ofHours(1).plus(RetrySchedule.DEFAULT.longest());

  @FuzzTest
  void nextTryIsSoonEnough(byte[] retryAfter) {
    String text = new String(retryAfter, StandardCharsets.ISO_8859_1);

    Optional<Duration> asked = HttpAnswer.waitAskedFor(text, NOW);

    asked.ifPresent(time -> assertThat(time.isNegative()).isFalse());
    for (int status : List.of(200, 302, 408, 410, 429, 500, 599, 999)) {
      if (HttpAnswer.outcome(status, Optional.of(text), NOW)
          instanceof Outcome.Retryable(_, _, Optional<Duration> wait)) {
        assertThat(wait).isEqualTo(asked);
        for (int failures : List.of(1, 2, 20, 1_000)) {
          assertThat(RetrySchedule.DEFAULT.waitAfter(failures, wait, new Random(failures)))
              .isBetween(Duration.ZERO, LONGEST);
        }
      }
    }
  }
}
