package org.onthaal.feedback.survey;

import java.util.List;

/// What became of a catalogue document.
public sealed interface CatalogOutcome {
  /// Everything in it holds now.
  ///
  /// @param added administrations, services, touchpoints and survey versions that are new
  /// @param changed those that existed and are different now
  /// @param positions the log entries that tell downstream, `partition:offset`
  record Applied(int added, int changed, List<String> positions) implements CatalogOutcome {
    public Applied {
      positions = List.copyOf(positions);
    }
  }

  /// Nothing was changed; every problem is listed.
  record Refused(List<CatalogProblem> problems) implements CatalogOutcome {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// The database did not answer. Nothing is known to have changed; applying it again finds out.
  record Unavailable() implements CatalogOutcome {}
}
