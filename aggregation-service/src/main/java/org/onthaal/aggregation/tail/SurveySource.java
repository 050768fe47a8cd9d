package org.onthaal.aggregation.tail;

import java.util.List;
import java.util.Optional;
import org.onthaal.v1.Administration;
import org.onthaal.v1.Survey;

/// What is asked where, and in which words: known to feedback-service, and asked of it when
/// somebody reads. Safe for any thread.
public interface SurveySource {
  /// As of a moment ago, or older when it cannot be asked now; empty when it never could be.
  /// Blocks.
  Optional<Surveys> surveys();

  /// The catalogue, as far as it says what is asked.
  ///
  /// @param administrations with their services and touchpoints
  /// @param surveys all versions, in order of code, then version
  record Surveys(List<Administration> administrations, List<Survey> surveys) {
    public Surveys {
      administrations = List.copyOf(administrations);
      surveys = List.copyOf(surveys);
    }
  }
}
