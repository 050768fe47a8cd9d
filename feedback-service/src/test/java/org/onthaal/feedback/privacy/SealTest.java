package org.onthaal.feedback.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] CONTENT = "2026-11-27 and an id".getBytes(StandardCharsets.UTF_8);

  private final Seal seal = seal(1, "pages");

  @Test
  void contentComesBackAndIsNotSeen() {
    String sealed = seal.seal(CONTENT);

    assertThat(seal.open(sealed)).contains(CONTENT);
    assertThat(sealed).matches("[-_A-Za-z0-9]+");
    assertThat(new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
        .doesNotContain("2026");
    assertThat(seal.seal(CONTENT)).isNotEqualTo(sealed);
  }

  @Test
  void whatWasSealedElsewhereOrForSomethingElseIsNotOpened() {
    assertThat(seal(2, "pages").open(seal.seal(CONTENT))).isEmpty();
    assertThat(seal(1, "other").open(seal.seal(CONTENT))).isEmpty();
    assertThat(seal(1, "pages").open(seal.seal(CONTENT))).contains(CONTENT);
  }

  @Test
  void whatWasChangedIsNotOpened() {
    byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(CONTENT));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(Base64.getUrlEncoder().encodeToString(changed)))
          .as("byte " + i)
          .isEmpty();
      assertThat(seal.open(Base64.getUrlEncoder().encodeToString(Arrays.copyOf(sealed, i))))
          .isEmpty();
    }
    assertThat(seal.open("not base 64 !")).isEmpty();
  }

  private static Seal seal(int key, String purpose) {
    byte[] bytes = new byte[Secret.BYTES];
    bytes[0] = (byte) key;
    return new Seal(new Secret(bytes), purpose, new SecureRandom());
  }
}
