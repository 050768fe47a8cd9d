package org.onthaal.aggregation.notify.message;

import org.onthaal.aggregation.notify.Language;

/// The same in four languages.
///
/// `%s` stands for what is put in, in the same order in each language.
record Words(String french, String dutch, String german, String english) {
  private static final String PLACE = "%s";

  /// The words as they are, with their places.
  String pattern(Language language) {
    return switch (language) {
      case FR -> french;
      case NL -> dutch;
      case DE -> german;
      case EN -> english;
    };
  }

  /// The words with their places filled.
  ///
  /// Throws `IllegalArgumentException` when there are more or fewer things than places.
  String in(Language language, String... things) {
    StringBuilder text = new StringBuilder();
    String rest = pattern(language);
    for (String thing : things) {
      int place = rest.indexOf(PLACE);
      if (place < 0) {
        throw new IllegalArgumentException(english + " takes fewer than " + things.length);
      }
      text.append(rest, 0, place).append(thing);
      rest = rest.substring(place + PLACE.length());
    }
    if (rest.contains(PLACE)) {
      throw new IllegalArgumentException(english + " takes more than " + things.length);
    }
    return text.append(rest).toString();
  }
}
