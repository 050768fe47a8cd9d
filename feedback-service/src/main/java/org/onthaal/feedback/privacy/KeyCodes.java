package org.onthaal.feedback.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What is stored of a key: a code under the pepper, which lies outside the database. Whoever
/// copies the database can neither use nor try keys. Safe for any thread.
public final class KeyCodes {
  private final Secret pepper;

  public KeyCodes(Secret pepper) {
    this.pepper = pepper;
  }

  public byte[] code(String key) {
    return pepper.code(key.getBytes(StandardCharsets.US_ASCII));
  }

  /// Compares in constant time.
  public boolean matches(String key, byte[] stored) {
    return MessageDigest.isEqual(code(key), stored);
  }
}
