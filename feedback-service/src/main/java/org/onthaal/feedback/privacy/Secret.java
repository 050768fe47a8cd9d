package org.onthaal.feedback.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key for HMAC-SHA256. Safe for any thread.
public final class Secret {
  public static final int BYTES = 32;
  private static final int CODE_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public Secret(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "key: " + bytes.length + " bytes (expected: " + BYTES + ")");
    }
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /// Tells this key from others, and nothing else about it.
  public byte[] mark() {
    return code("onthaal key mark".getBytes(StandardCharsets.US_ASCII));
  }

  /// The first 128 bits of the message's code.
  byte[] code(byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(message), CODE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }
}
