package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any line is an answer whose result has only what keys and numbers have, or none.
class AgiAnswerFuzzTest {
  @FuzzTest
  void resultHasNothingButKeys(byte[] line) {
    AgiAnswer.parse(new String(line, StandardCharsets.UTF_8))
        .map(AgiAnswer.Head::answer)
        .ifPresent(answer -> {
          assertThat(answer.result()).matches("-?[0-9*#A-D]{0,64}");
          assertThat(answer.code()).isBetween(0, 999);
          answer.key().ifPresent(key -> assertThat(key).hasSize(1));
        });
  }
}
