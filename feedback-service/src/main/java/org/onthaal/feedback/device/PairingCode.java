package org.onthaal.feedback.device;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A code that a person reads in one place and types in another: 8 characters, 40 bits. They are no
/// secret for long: a code is good once and for minutes, and wrong ones cost their network its
/// rate.
record PairingCode(String characters) {
  /// Without 0, 1, I and O, which are taken for one another.
  static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int LENGTH = 8;
  private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
  // Whatever a person puts between characters: spaces of any width, hyphens, dashes.
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}]+");
  // Nobody types more, and case and spaces are cut from no more.
  private static final int TYPED_MAX = 64;

  /// A new one.
  ///
  /// @param random one that nobody can guess
  static PairingCode mint(RandomGenerator random) {
    StringBuilder characters = new StringBuilder(LENGTH);
    random
        .ints(LENGTH, 0, ALPHABET.length())
        .forEach(digit -> characters.append(ALPHABET.charAt(digit)));
    return new PairingCode(characters.toString());
  }

  /// The code that a person typed; empty where it cannot be one.
  static Optional<PairingCode> parse(String typed) {
    if (typed.length() > TYPED_MAX) {
      return Optional.empty();
    }
    String characters = BETWEEN.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
    return FORM.matcher(characters).matches()
        ? Optional.of(new PairingCode(characters))
        : Optional.empty();
  }

  /// `K7QM-4TXD`
  String text() {
    return characters.substring(0, LENGTH / 2) + "-" + characters.substring(LENGTH / 2);
  }

  /// What its stored code is made from; never that of a key.
  String keyed() {
    return "onthaal pairing v1 " + characters;
  }
}
