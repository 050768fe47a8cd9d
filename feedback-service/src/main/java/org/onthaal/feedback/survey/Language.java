package org.onthaal.feedback.survey;

import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A language as it is counted: the primary subtag of a BCP 47 tag, in lower case.
public record Language(String subtag) implements Comparable<Language> {
  // RFC 5646, 2.1: a primary subtag is one to eight letters ("x" and "i" included).
  private static final int SUBTAG_MAX = 8;
  private static final String UNDETERMINED = "und"; // ISO 639-2

  public static final Language FR = new Language("fr");
  public static final Language NL = new Language("nl");
  public static final Language DE = new Language("de");
  public static final Language EN = new Language("en");

  /// The languages in which every survey must be complete, in order of display.
  public static final List<Language> REQUIRED = List.of(FR, NL, DE, EN);

  public Language {
    if (!isSubtag(subtag)) {
      throw new IllegalArgumentException(
          "subtag: " + subtag + " (expected: 1 to 8 lower-case letters)");
    }
  }

  /// The language of a well-formed tag: `nl-BE` is `nl`. Empty where the tag is not well-formed.
  public static Optional<Language> parse(String bcp47) {
    if (bcp47.isEmpty()) {
      return Optional.empty();
    }
    if (bcp47.length() > 1 && isSubtag(bcp47)) {
      return Optional.of(new Language(bcp47)); // what nearly everyone sends
    }
    Locale locale;
    try {
      locale = new Locale.Builder().setLanguageTag(bcp47).build();
    } catch (IllformedLocaleException _) {
      return Optional.empty();
    }
    String first = bcp47.split("-", 2)[0].toLowerCase(Locale.ROOT);
    if (first.length() == 1) {
      // "x-…" and "i-…" stand for a language that is private, or has another name by now; the
      // letter
      // alone is no tag, and an export of it could not be imported again.
      first = locale.getLanguage().isEmpty() ? UNDETERMINED : locale.getLanguage();
    }
    return isSubtag(first) ? Optional.of(new Language(first)) : Optional.empty();
  }

  private static boolean isSubtag(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= SUBTAG_MAX;
  }

  @Override
  public int compareTo(Language other) {
    return subtag.compareTo(other.subtag);
  }

  @Override
  public String toString() {
    return subtag;
  }

  /// An unmodifiable copy in order of subtag, so that equal texts also print equally.
  static <V> Map<Language, V> sorted(Map<Language, ? extends V> byLanguage) {
    return Collections.unmodifiableMap(new TreeMap<Language, V>(byLanguage));
  }
}
