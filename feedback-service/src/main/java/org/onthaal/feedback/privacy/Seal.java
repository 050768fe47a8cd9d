package org.onthaal.feedback.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What callers carry for us and give back: they can neither read it nor make one. Safe for any
/// thread.
public final class Seal {
  private static final String CIPHER = "AES/GCM/NoPadding";
  // NIST SP 800-38D: the nonce that GCM is made for, and its longest tag.
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  /// @param purpose keeps what was sealed for one thing from being taken for another
  public Seal(Secret secret, String purpose, SecureRandom random) {
    key =
        new SecretKeySpec(
            secret.code(("onthaal seal " + purpose).getBytes(StandardCharsets.US_ASCII)), "AES");
    this.random = random;
  }

  /// Letters, digits, `-` and `_`.
  public String seal(byte[] content) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(content);
      byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + " is part of every JDK", e);
    }
  }

  /// Empty where it was not sealed here.
  public Optional<byte[]> open(String text) {
    try {
      byte[] both = Base64.getUrlDecoder().decode(text);
      if (both.length < NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
      return Optional.of(cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
