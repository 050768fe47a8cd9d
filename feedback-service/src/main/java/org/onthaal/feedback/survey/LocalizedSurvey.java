package org.onthaal.feedback.survey;

import java.util.Map;
import java.util.Optional;

/// The newest survey of a touchpoint in the language in which one person sees it.
public record LocalizedSurvey(
    Touchpoint touchpoint,
    Map<Language, String> administrationNames,
    Map<Language, String> serviceNames,
    Survey survey,
    Language language) {
  public LocalizedSurvey {
    administrationNames = Language.sorted(administrationNames);
    serviceNames = Language.sorted(serviceNames);
  }

  /// The survey that a touchpoint asks now.
  ///
  /// @param wanted answered where the touchpoint offers it; otherwise its first language
  public static LocalizedSurvey of(
      SurveyCatalog catalog, Touchpoint touchpoint, Optional<Language> wanted) {
    Survey survey = catalog.newest(touchpoint.survey()).orElseThrow();
    return new LocalizedSurvey(
        touchpoint,
        catalog.administration(touchpoint.administration()).orElseThrow().names(),
        catalog.service(touchpoint.administration(), touchpoint.service()).orElseThrow().names(),
        survey,
        wanted.filter(touchpoint.languages()::contains).orElse(touchpoint.languages().getFirst()));
  }

  public String administrationName() {
    return name(administrationNames);
  }

  public String serviceName() {
    return name(serviceNames);
  }

  /// A text of the survey, which has every one in every language that its touchpoints offer.
  public String text(Map<Language, String> texts) {
    return name(texts);
  }

  /// Names need not exist in every language; one of them always does.
  private String name(Map<Language, String> names) {
    return Optional.ofNullable(names.get(language))
        .or(() ->
            touchpoint.languages().stream().filter(names::containsKey).map(names::get).findFirst())
        .orElseGet(() -> names.values().iterator().next());
  }
}
