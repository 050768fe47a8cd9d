package org.onthaal.sdk.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.RatingId;

/**
 * Signs invitations: Ed25519, with a key that is derived from an API key. The layout is that of the
 * service's page on invitations.
 */
public final class InvitationSigner {
  private static final byte VERSION = 1;
  private static final int KEY_ID_BYTES = 6;
  private static final int EXPIRY_BYTES = 5;
  private static final int FIXED_BYTES = 29;

  private final byte[] keyId;
  private final PrivateKey privateKey;

  /** Derives what signs from a well-formed key. */
  public InvitationSigner(String key) {
    this.keyId = Arrays.copyOf(hmac(key, "onthaal key id v1"), KEY_ID_BYTES);
    this.privateKey = privateKey(hmac(key, "onthaal invitation v1"));
  }

  private static byte[] hmac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  /** The generator takes the seed for what chance gave it. */
  private static PrivateKey privateKey(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
  }

  /** The token of an invitation, as it stands in its link. */
  public String token(String touchpoint, Channel channel, RatingId id, Instant expiresAt) {
    byte[] signed = signed(touchpoint, channel, id, expiresAt);
    byte[] signature = sign(signed);
    byte[] token = Arrays.copyOf(signed, signed.length + signature.length);
    System.arraycopy(signature, 0, token, signed.length, signature.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  private byte[] signed(String touchpoint, Channel channel, RatingId id, Instant expiresAt) {
    byte[] key = touchpoint.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + key.length);
    bytes.put(VERSION).put(keyId);
    byte[] seconds = ByteBuffer.allocate(Long.BYTES).putLong(0, expiresAt.getEpochSecond()).array();
    bytes.put(seconds, Long.BYTES - EXPIRY_BYTES, EXPIRY_BYTES);
    bytes.putLong(id.value().getMostSignificantBits());
    bytes.putLong(id.value().getLeastSignificantBits());
    bytes.put((byte) org.onthaal.v1.Channel.valueOf(channel.name()).getNumber());
    return bytes.put(key).array();
  }

  private byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was just made signs", e);
    }
  }

  /** Gives out one seed. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException(bytes.length + " bytes asked for, not " + seed.length);
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
