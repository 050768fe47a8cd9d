package org.onthaal.sdk.internal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** How keys are written, so that one that was mistyped is known without asking anybody. */
public final class KeyText {
  private static final Pattern FORM = Pattern.compile("ons_[a-z0-9]{1,20}_[0-9A-Za-z]{36}");
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int CHECKSUM_CHARACTERS = 6;

  private KeyText() {}

  /** Whether a text has the form of a key and its checksum is right. */
  public static boolean isWellFormed(String key) {
    int body = key.length() - CHECKSUM_CHARACTERS;
    return FORM.matcher(key).matches()
        && key.substring(body).equals(checksum(key.substring(0, body)));
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
      digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return digits.toString();
  }
}
