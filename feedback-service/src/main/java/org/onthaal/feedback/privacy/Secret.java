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

  // Never used itself, only copied: setting up a code anew costs more than making one.
  private final Mac ready;

  public Secret(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "key: " + bytes.length + " bytes (expected: " + BYTES + ")");
    }
    try {
      ready = Mac.getInstance(ALGORITHM);
      ready.init(new SecretKeySpec(bytes, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  /// Tells this key from others, and nothing else about it.
  public byte[] mark() {
    return code("onthaal key mark".getBytes(StandardCharsets.US_ASCII));
  }

  /// The first 128 bits of the message's code.
  byte[] code(byte[] message) {
    try {
      Mac mac = (Mac) ready.clone();
      return Arrays.copyOf(mac.doFinal(message), CODE_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be copied", e);
    }
  }
}
