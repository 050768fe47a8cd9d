package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What is asked where, as of a moment ago. Reading never waits; safe for any thread.
public interface SurveyCatalog {
  /// Completes once every change that had ended before this call can be read here: with true, or
  /// with false where that could not be found out in time. A change that another replica made may
  /// be seen late otherwise: nothing is refused for good before.
  CompletableFuture<Boolean> caughtUp();

  /// The same as {@link #touchpoint}, after a look for changes where the key is unknown. Blocks.
  default Optional<Touchpoint> awaitTouchpoint(String key) {
    Optional<Touchpoint> known = touchpoint(key);
    return known.isEmpty() && caughtUp().join() ? touchpoint(key) : known;
  }

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
