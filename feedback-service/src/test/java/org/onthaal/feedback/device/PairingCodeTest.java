package org.onthaal.feedback.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingCodeTest {
  @Test
  void eachCharacterIsOneOf32AndNoneIsTakenForAnother() {
    assertThat(PairingCode.ALPHABET).hasSize(32).doesNotContain("0", "O", "1", "I");
    assertThat(PairingCode.ALPHABET.chars().distinct().count()).isEqualTo(32);

    String minted =
        Stream.generate(() -> PairingCode.mint(new Random()).characters())
            .limit(2_000)
            .reduce("", String::concat);

    assertThat(minted.chars().distinct().count()).isEqualTo(32);
    assertThat(minted).hasSize(16_000).matches("[" + PairingCode.ALPHABET + "]+");
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {"K7QM-4TXD", "k7qm4txd", " K7QM 4TXD ", "k7qm – 4txd", "K 7 Q M\u00A04-T-X-D"})
  void codeIsReadHoweverAPersonTypesIt(String typed) {
    assertThat(PairingCode.parse(typed).orElseThrow().text()).isEqualTo("K7QM-4TXD");
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", "K7QM-4TX", "K7QM-4TXDD", "K7QM-4TX0", "K7QM/4TXD", "K7QM-4TXÉ"})
  void whatIsNoCodeIsNone(String typed) {
    assertThat(PairingCode.parse(typed)).isEmpty();
    assertThat(PairingCode.parse("K".repeat(1_000_000))).isEmpty();
  }
}
