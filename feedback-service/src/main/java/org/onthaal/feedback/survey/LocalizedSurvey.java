package org.onthaal.feedback.survey;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The newest survey of a touchpoint in the language in which one person sees it.
public record LocalizedSurvey(
    Touchpoint touchpoint,
    Map<Language, String> administrationNames,
    Map<Language, String> serviceNames,
    Survey survey,
    Language language) {
  private static final Pattern BEFORE_MARK = Pattern.compile(" (?=[!?:;»])");
  private static final Pattern AFTER_MARK = Pattern.compile("(?<=«) ");
  private static final String NO_BREAK_SPACE = "\u00A0";

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
    return unbroken(name(texts));
  }

  /// A text in which no line begins with a mark that French sets apart by a space.
  public static String unbroken(String text) {
    String before = BEFORE_MARK.matcher(text).replaceAll(NO_BREAK_SPACE);
    return AFTER_MARK.matcher(before).replaceAll(NO_BREAK_SPACE);
  }

  /// Names need not exist in every language; one of them always does.
  private String name(Map<Language, String> names) {
    return Optional.ofNullable(names.get(language))
        .or(() ->
            touchpoint.languages().stream().filter(names::containsKey).map(names::get).findFirst())
        .orElseGet(() -> names.values().iterator().next());
  }
}
