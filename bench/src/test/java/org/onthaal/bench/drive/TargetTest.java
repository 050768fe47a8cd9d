package org.onthaal.bench.drive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void whatWasAcknowledgedMustBeStoredAndNothingElse() {
    assertThatCode(target(10, 10, 0)::checkExact).doesNotThrowAnyException();
    assertThatThrownBy(target(9, 10, 0)::checkExact)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("acknowledged 10")
        .hasMessageContaining("stored 9");
    assertThatThrownBy(target(11, 10, 0)::checkExact).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void callsThatFailedMayHaveStoredTheirRatingsOrNot() {
    assertThatCode(target(10, 10, 2)::checkExact).doesNotThrowAnyException();
    assertThatCode(target(12, 10, 2)::checkExact).doesNotThrowAnyException();
    assertThatThrownBy(target(13, 10, 2)::checkExact).isInstanceOf(IllegalStateException.class);
  }

  private static Target target(long stored, long acknowledged, long unanswered) {
    Target target = new Target("some", () -> stored);
    target.acknowledged(acknowledged);
    target.unanswered(unanswered);
    return target;
  }
}
