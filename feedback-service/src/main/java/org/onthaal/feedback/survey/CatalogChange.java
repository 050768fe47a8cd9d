package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a catalogue document changes, already merged with what was there: every record is whole.
///
/// @param added how many of the records are new; the others replace one
record CatalogChange(
    List<Survey> surveys,
    List<Administration> administrations,
    List<Service> services,
    List<Touchpoint> touchpoints,
    int added) {
  CatalogChange {
    surveys = List.copyOf(surveys);
    administrations = List.copyOf(administrations);
    services = List.copyOf(services);
    touchpoints = List.copyOf(touchpoints);
  }

  int changed() {
    return surveys.size() + administrations.size() + services.size() + touchpoints.size() - added;
  }

  boolean isEmpty() {
    return added + changed() == 0;
  }

  /// Codes of the administrations of which downstream must hear, in order.
  Set<String> affected() {
    Set<String> codes = new TreeSet<>();
    administrations.forEach(administration -> codes.add(administration.code()));
    services.forEach(service -> codes.add(service.administration()));
    touchpoints.forEach(touchpoint -> codes.add(touchpoint.administration()));
    return codes;
  }

  /// Names of the languages that must be there, for messages.
  static String spoken(Language language) {
    return Map.of(
            "fr", "French (fr)", "nl", "Dutch (nl)", "de", "German (de)", "en", "English (en)")
        .getOrDefault(language.subtag(), language.subtag());
  }
}
