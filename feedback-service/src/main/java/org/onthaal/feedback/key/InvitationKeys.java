package org.onthaal.feedback.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The Ed25519 keys of invitations: whoever has the key signs, the server keeps what only checks.
public final class InvitationKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final int BYTES = 32;
  // RFC 8410, section 4: the algorithm's name and the head of the bit string, before the 32 bytes.
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private InvitationKeys() {}

  /// Both keys that follow from a key.
  public static KeyPair of(KeyText key) {
    byte[] seed = key.invitationSeed();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  static PublicKey parse(byte[] raw) {
    if (raw.length != BYTES) {
      throw new IllegalArgumentException(
          "public key: " + raw.length + " bytes (expected: " + BYTES + ")");
    }
    byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + BYTES);
    System.arraycopy(raw, 0, encoded, X509_HEAD.length, BYTES);
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored public key is damaged", e);
    }
  }

  /// The 32 bytes of RFC 8032.
  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
  }

  /// Hands the seed out as the random bytes that the generator asks for.
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException(
            bytes.length + " bytes asked for (expected: " + seed.length + ")");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
