package org.onthaal.feedback.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The text of a key, `ons_<environment>_<30 base62><6 base62 CRC-32>`: the prefix tells scanners
/// of source code what they found, the checksum tells a typing error without a look at the
/// database. 30 characters are 178 random bits. Layout and derivations: docs/invitations.md.
public final class KeyText {
  public static final int ID_BYTES = 6;
  static final int RANDOM_CHARACTERS = 30;
  static final int CHECKSUM_CHARACTERS = 6;
  private static final String PREFIX = "ons_";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,16}");
  private static final Pattern FORM =
      Pattern.compile(
          "ons_[a-z0-9]{1,16}_[0-9A-Za-z]{%d}".formatted(RANDOM_CHARACTERS + CHECKSUM_CHARACTERS));
  private static final String ALGORITHM = "HmacSHA256";

  private final String text;

  private KeyText(String text) {
    this.text = text;
  }

  /// A new key.
  ///
  /// @param random one that nobody can guess
  public static KeyText mint(String environment, RandomGenerator random) {
    if (!isEnvironment(environment)) {
      throw new IllegalArgumentException(
          "environment: " + environment + " (expected: [a-z0-9]{1,16})");
    }
    StringBuilder start = new StringBuilder(PREFIX).append(environment).append('_');
    random
        .ints(RANDOM_CHARACTERS, 0, DIGITS.length())
        .forEach(digit -> start.append(DIGITS.charAt(digit)));
    return new KeyText(start + checksum(start.toString()));
  }

  /// The key that a text is; empty where it has another form or a typing error.
  public static Optional<KeyText> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int end = text.length() - CHECKSUM_CHARACTERS;
    return checksum(text.substring(0, end)).equals(text.substring(end))
        ? Optional.of(new KeyText(text))
        : Optional.empty();
  }

  /// Whether a text can name what an installation is for: `live`, `test`.
  public static boolean isEnvironment(String text) {
    return ENVIRONMENT.matcher(text).matches();
  }

  /// The secret itself: shown once, at creation.
  public String text() {
    return text;
  }

  /// 12 hexadecimal digits by which people and logs name the key. 48 bits of 178 lead nowhere.
  public String id() {
    return HexFormat.of().formatHex(Arrays.copyOf(derived("onthaal key id v1"), ID_BYTES));
  }

  /// What the pair of keys that signs and checks invitations is made from.
  byte[] invitationSeed() {
    return derived("onthaal invitation v1");
  }

  private byte[] derived(String label) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      return mac.doFinal(label.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  private static String checksum(String start) {
    CRC32 crc = new CRC32();
    crc.update(start.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    char[] digits = new char[CHECKSUM_CHARACTERS];
    for (int i = digits.length - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }

  /// Keeps the key out of logs.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "key %s", id());
  }
}
