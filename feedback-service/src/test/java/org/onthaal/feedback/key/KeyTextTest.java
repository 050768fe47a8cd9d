package org.onthaal.feedback.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
  /// The worked example of docs/invitations.md.
  static final String DOCUMENTED = "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7";

  @Test
  void mintedKeyIsReadBack() {
    KeyText minted = KeyText.mint("live", new SecureRandom());

    assertThat(minted.text()).matches("ons_live_[0-9A-Za-z]{36}");
    assertThat(KeyText.parse(minted.text()))
        .hasValueSatisfying(read -> {
          assertThat(read.text()).isEqualTo(minted.text());
          assertThat(read.id()).isEqualTo(minted.id());
        });
  }

  @Test
  void mintedKeysAndTheirIdsDiffer() {
    Set<String> texts = new HashSet<>();
    Set<String> ids = new HashSet<>();
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 1_000; i++) {
      KeyText key = KeyText.mint("live", random);
      texts.add(key.text());
      ids.add(key.id());
    }

    assertThat(texts).hasSize(1_000);
    assertThat(ids).hasSize(1_000);
  }

  @Test
  void anyOtherCharacterAnywhereIsRefused() {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_- é";
    String key = KeyText.mint("live", new SecureRandom()).text();

    for (int i = 0; i < key.length(); i++) {
      for (int j = 0; j < alphabet.length(); j++) {
        char other = alphabet.charAt(j);
        if (other != key.charAt(i)) {
          String wrong = key.substring(0, i) + other + key.substring(i + 1);
          assertThat(KeyText.parse(wrong)).as(wrong).isEmpty();
        }
      }
    }
  }

  @Test
  void swappedNeighboursAreRefused() {
    String key = DOCUMENTED;

    for (int i = 0; i + 1 < key.length(); i++) {
      if (key.charAt(i) != key.charAt(i + 1)) {
        String wrong =
            key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);
        assertThat(KeyText.parse(wrong)).as(wrong).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        "ons_live_",
        " ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7",
        "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7\n",
        "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx",
        "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx77",
        "onp_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7",
        "ons_test_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7"
      })
  void otherFormIsRefused(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }

  @Test
  void documentedKeyHasTheDocumentedDerivations() throws GeneralSecurityException {
    KeyText key = KeyText.parse(DOCUMENTED).orElseThrow();
    KeyPair pair = InvitationKeys.of(key);

    assertThat(key.id()).isEqualTo("f39347cecc2d");
    assertThat(HexFormat.of().formatHex(key.invitationSeed()))
        .isEqualTo("643dca4b6be07ecc761d0f62060cbb7f080e107ad7d7120eb8deafceb78bf798");
    assertThat(HexFormat.of().formatHex(InvitationKeys.raw(pair.getPublic())))
        .isEqualTo("cd8f2651ea999855a09d101208e9395ac5794b52c807895387ed85e42abb01a9");
    assertThat(InvitationKeys.parse(InvitationKeys.raw(pair.getPublic())))
        .isEqualTo(pair.getPublic());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    assertThat(signature.sign()).hasSize(64);
  }

  @Test
  void environmentIsAWord() {
    assertThat(KeyText.mint("test2", new SecureRandom()).text()).startsWith("ons_test2_");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyText.mint("Live", new SecureRandom()))
        .withMessageContaining("environment: Live (expected: ");
  }

  @Test
  void keyDoesNotShowItselfInALog() {
    assertThat(KeyText.parse(DOCUMENTED).orElseThrow()).hasToString("key f39347cecc2d");
  }
}
