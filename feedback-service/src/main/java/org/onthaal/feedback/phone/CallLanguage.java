package org.onthaal.feedback.phone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.onthaal.feedback.survey.Language;

/// The language of a call: what the address says, else what the telephone system says, else that of
/// the number that was dialled, else the default one.
///
/// @param byNumber of numbers that are dialled, digits only
/// @param otherwise where nothing says more
public record CallLanguage(Map<String, Language> byNumber, Language otherwise) {
  public CallLanguage {
    byNumber = Map.copyOf(byNumber);
  }

  /// Reads `02 279 22 11=fr, +3222792212=nl`; empty where a part is not a number and one of the
  /// four languages.
  public static Optional<Map<String, Language>> parse(String table) {
    Map<String, Language> found = new TreeMap<>();
    for (String row : table.split(",", -1)) {
      if (row.isBlank()) {
        continue;
      }
      String[] sides = row.split("=", -1);
      String number = digits(sides[0]);
      Optional<Language> language = sides.length == 2 ? spoken(sides[1].strip()) : Optional.empty();
      if (number.isEmpty() || language.isEmpty() || found.containsKey(number)) {
        return Optional.empty();
      }
      found.put(number, language.get());
    }
    return Optional.of(found);
  }

  /// One of the languages that there are prompts in.
  public static Optional<Language> spoken(String tag) {
    return Language.parse(tag.replace('_', '-')).filter(Language.REQUIRED::contains);
  }

  /// The first language that a touchpoint offers.
  ///
  /// @param tags in order of weight; the empty text says nothing
  /// @param dialled numbers, in order of weight
  Language of(List<String> tags, List<String> dialled, List<Language> offered) {
    Optional<Language> told =
        tags.stream().flatMap(tag -> spoken(tag).stream()).filter(offered::contains).findFirst();
    Optional<Language> byDialled =
        dialled.stream()
            .flatMap(number -> Optional.ofNullable(byNumber.get(digits(number))).stream())
            .filter(offered::contains)
            .findFirst();
    return told.or(() -> byDialled)
        .or(() -> Optional.of(otherwise).filter(offered::contains))
        .or(() -> offered.stream().filter(Language.REQUIRED::contains).findFirst())
        .orElse(otherwise);
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9]", "");
  }
}
