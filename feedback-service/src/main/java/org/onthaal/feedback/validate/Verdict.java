package org.onthaal.feedback.validate;

import java.util.List;
import java.util.Set;
import org.onthaal.feedback.rating.Rating;

/// What validation found.
public sealed interface Verdict {
  record Valid(Rating rating) implements Verdict {}

  /// Everything that is wrong, in order of field.
  record Invalid(List<Violation> violations) implements Verdict {
    private static final Set<Reason> OF_THE_CATALOGUE =
        Set.of(
            Reason.TOUCHPOINT_UNKNOWN,
            Reason.TOUCHPOINT_RETIRED,
            Reason.CHANNEL_NOT_ALLOWED,
            Reason.SURVEY_VERSION_UNKNOWN,
            Reason.QUESTION_UNKNOWN,
            Reason.METRIC_MISMATCH,
            Reason.SCORE_OUT_OF_RANGE,
            Reason.DONT_KNOW_NOT_OFFERED,
            Reason.ANSWER_MISMATCH,
            Reason.CHOICE_UNKNOWN,
            Reason.TOO_MANY_CHOICES,
            Reason.QUESTION_NOT_ASKED,
            Reason.CONTEXT_UNKNOWN);

    public Invalid {
      violations = List.copyOf(violations);
    }

    /// Whether a catalogue that is newer than the one it was checked against might be of another
    /// opinion.
    public boolean dependsOnCatalogue() {
      return violations.stream().map(Violation::reason).anyMatch(OF_THE_CATALOGUE::contains);
    }
  }
}
