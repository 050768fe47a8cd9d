package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Optional;

/// What is asked where, as of now. Reading never waits; safe for any thread.
public interface SurveyCatalog {
  Optional<Touchpoint> touchpoint(String key);

  Optional<Administration> administration(String code);

  Optional<Service> service(String administration, String code);

  Optional<Survey> survey(String code, int version);

  /// The version of a survey that is asked now.
  Optional<Survey> newest(String code);

  /// The database's number of an administration that the catalogue has.
  int administrationId(String code);

  /// The database's number of a touchpoint that the catalogue has.
  int touchpointId(String key);

  /// The database's number of a question; the same in every version of its survey.
  int questionId(String survey, String question);

  /// In order of code.
  List<Administration> administrations();

  /// In order of code.
  List<Service> services(String administration);

  /// In order of key.
  List<Touchpoint> touchpoints(String administration, String service);

  /// In order of code, then version.
  List<Survey> surveys();
}
