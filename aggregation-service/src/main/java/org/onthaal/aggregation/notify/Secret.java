package org.onthaal.aggregation.notify;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Key of a webhook signature. Never printed.
public final class Secret {
  public static final String EXPECTED = "whsec_ and the base64 of 16 to 64 random bytes";
  private static final String PREFIX = "whsec_";

  /// Standard Webhooks asks for 24 to 64 bytes; some senders in use have 16.
  private static final int BYTES_MIN = 16;

  private static final int BYTES_MAX = 64;

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key.clone();
  }

  /// Empty when the text is not `whsec_` and base64 of a fitting length.
  public static Optional<Secret> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return key.length < BYTES_MIN || key.length > BYTES_MAX
          ? Optional.empty()
          : Optional.of(new Secret(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64
    }
  }

  /// The raw key, for the signature only.
  public byte[] key() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && Arrays.equals(key, secret.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "secret of " + key.length + " bytes";
  }
}
