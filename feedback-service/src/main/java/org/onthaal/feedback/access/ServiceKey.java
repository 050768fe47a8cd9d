package org.onthaal.feedback.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The secret by which the other service is known on another machine; empty where it may not come
/// from one.
public record ServiceKey(String text) {
  /// What nobody tries out.
  public static final int CHARACTERS_MIN = 32;

  public static final ServiceKey NONE = new ServiceKey("");

  /// Compares in constant time.
  public boolean matches(String shown) {
    return !text.isEmpty()
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  /// Keeps the secret out of logs.
  @Override
  public String toString() {
    return text.isEmpty() ? "none" : "SECRET";
  }
}
