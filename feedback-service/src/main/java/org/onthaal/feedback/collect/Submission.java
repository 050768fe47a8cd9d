package org.onthaal.feedback.collect;

import java.util.List;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.validate.Violation;

/// A draft as a door read it, with what could not be read of it.
public record Submission(Draft draft, List<Violation> unreadable) {
  public Submission {
    unreadable = List.copyOf(unreadable);
  }
}
