package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Map;

/// What an administration offers; without opening hours it is always open.
public record Service(
    String administration,
    String code,
    Map<Language, String> names,
    List<OpeningHours> openingHours) {
  public Service {
    if (!Administration.isCode(code)) {
      throw new IllegalArgumentException(
          "code: " + code + " (expected: 1 to 100 printable characters, trimmed)");
    }
    names = Language.sorted(names);
    openingHours = List.copyOf(openingHours);
  }
}
