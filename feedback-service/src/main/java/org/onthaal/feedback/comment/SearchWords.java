package org.onthaal.feedback.comment;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Words that must all occur in a text, wherever in it, whatever their capitals and accents. There
/// is no pattern language: every character stands for itself.
record SearchWords(List<String> folded) {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s]+");

  SearchWords {
    folded = List.copyOf(folded);
  }

  /// Words parted by blanks; none wants every text.
  static SearchWords of(String text) {
    return new SearchWords(
        Stream.of(BLANKS.split(fold(text), -1)).filter(word -> !word.isEmpty()).toList());
  }

  boolean occurIn(String text) {
    if (folded.isEmpty()) {
      return true;
    }
    String plain = fold(text);
    return folded.stream().allMatch(plain::contains);
  }

  /// As people type who look for it: no capitals, no accents, no ligatures, the plain apostrophe.
  private static String fold(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return MARKS
        .matcher(apart)
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replace("œ", "oe")
        .replace("æ", "ae")
        .replace("ß", "ss")
        .replace("ø", "o")
        .replace('’', '\'');
  }
}
