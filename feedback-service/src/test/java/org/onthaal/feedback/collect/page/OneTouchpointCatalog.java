package org.onthaal.feedback.collect.page;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.onthaal.feedback.survey.Administration;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Service;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;

/// A catalogue in memory that holds one touchpoint, for pages of surveys that no example has.
record OneTouchpointCatalog(Survey survey, String name, List<Language> languages, boolean retired)
    implements SurveyCatalog {
  static final String KEY = "the-desk";

  @Override
  public CompletableFuture<Boolean> caughtUp() {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public Optional<Touchpoint> touchpoint(String key) {
    return Optional.of(
            new Touchpoint(
                KEY,
                "body",
                "desk",
                names(),
                EnumSet.of(Channel.WEB),
                Channel.WEB,
                languages,
                survey.code(),
                retired))
        .filter(touchpoint -> touchpoint.key().equals(key));
  }

  @Override
  public Optional<Administration> administration(String code) {
    return Optional.of(new Administration("body", ZoneId.of("Europe/Brussels"), names()));
  }

  @Override
  public Optional<Service> service(String administration, String code) {
    return Optional.of(new Service("body", "desk", names(), List.of()));
  }

  @Override
  public Optional<Survey> survey(String code, int version) {
    return Optional.of(survey).filter(one -> one.version() == version);
  }

  @Override
  public Optional<Survey> newest(String code) {
    return Optional.of(survey);
  }

  @Override
  public int administrationId(String code) {
    return 1;
  }

  @Override
  public int touchpointId(String key) {
    return 1;
  }

  @Override
  public int questionId(String code, String question) {
    return 1;
  }

  @Override
  public List<Administration> administrations() {
    return administration("body").stream().toList();
  }

  @Override
  public List<Service> services(String administration) {
    return service("body", "desk").stream().toList();
  }

  @Override
  public List<Touchpoint> touchpoints(String administration, String service) {
    return touchpoint(KEY).stream().toList();
  }

  @Override
  public List<Survey> surveys() {
    return List.of(survey);
  }

  private Map<Language, String> names() {
    return Map.of(languages.getFirst(), name);
  }
}
