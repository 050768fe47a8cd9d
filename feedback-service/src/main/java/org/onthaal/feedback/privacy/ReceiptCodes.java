package org.onthaal.feedback.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.onthaal.feedback.rating.RatingId;

/// The secret by which a person amends or erases a rating: the id of the key, then 128 bits in base
/// 32. Computed, never stored. Safe for any thread.
public final class ReceiptCodes {
  // RFC 4648, section 6, in lower case.
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS_PER_LETTER = 5;

  private final String keyId;
  private final Secret key;

  public ReceiptCodes(String keyId, Secret key) {
    this.keyId = keyId;
    this.key = key;
  }

  public String code(String administration, RatingId id) {
    return keyId + base32(key.code((administration + "\n" + id).getBytes(StandardCharsets.UTF_8)));
  }

  /// Compares in constant time.
  public boolean matches(String code, String administration, RatingId id) {
    return MessageDigest.isEqual(
        code.getBytes(StandardCharsets.UTF_8),
        code(administration, id).getBytes(StandardCharsets.UTF_8));
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = (buffer << Byte.SIZE) | Byte.toUnsignedInt(next);
      bits += Byte.SIZE;
      while (bits >= BITS_PER_LETTER) {
        bits -= BITS_PER_LETTER;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((buffer << (BITS_PER_LETTER - bits)) & 31));
    }
    return text.toString();
  }
}
