package org.onthaal.feedback.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.privacy.CallCodes;
import org.onthaal.feedback.privacy.Secret;
import org.onthaal.testkit.TestClock;

class CallIdsTest {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final CallIds ids = ids((byte) 1);

  @ParameterizedTest
  @ValueSource(strings = {"1772712000.17", "pbx-1-1772712000.17"})
  void repeatOfACallHasItsIdWhichBeginsWhenTheCallDid(String call) {
    String first = ids.of("192.0.2.1", call).toString();
    clock.advance(Duration.ofMinutes(20));

    assertThat(ids.of("192.0.2.1", call).toString()).isEqualTo(first);
    assertThat(ids.of("192.0.2.1", call).time()).isEqualTo(NOW);
    assertThat(ids.of("192.0.2.1", call).isVersion7()).isTrue();
  }

  @Test
  void otherSystemOtherCallOrOtherKeyIsAnotherId() {
    assertThat(ids.of("192.0.2.1", "1772712000.17"))
        .isNotEqualTo(ids.of("192.0.2.2", "1772712000.17"))
        .isNotEqualTo(ids.of("192.0.2.1", "1772712000.18"))
        .isNotEqualTo(ids((byte) 2).of("192.0.2.1", "1772712000.17"));
    assertThat(ids.of("1", "23")).isNotEqualTo(ids.of("12", "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "call-7", "1.1", "99999999999.1", "1672712000.17", "1772712000"})
  void callThatDoesNotSayWhenItBeganHasTheDayOfTheRepeat(String call) {
    String first = ids.of("192.0.2.1", call).toString();
    clock.advance(Duration.ofMinutes(20));

    assertThat(ids.of("192.0.2.1", call).toString()).isEqualTo(first);
    assertThat(ids.of("192.0.2.1", call).time()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
  }

  private CallIds ids(byte key) {
    byte[] bytes = new byte[Secret.BYTES];
    bytes[0] = key;
    return new CallIds(new CallCodes(new Secret(bytes)), clock);
  }
}
