package org.onthaal.feedback.validate;

import java.util.List;
import org.onthaal.feedback.rating.Rating;

/// What validation found.
public sealed interface Verdict {
  record Valid(Rating rating) implements Verdict {}

  /// Everything that is wrong, in order of field.
  record Invalid(List<Violation> violations) implements Verdict {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }
}
