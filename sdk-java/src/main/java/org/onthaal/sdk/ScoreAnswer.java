package org.onthaal.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What came of asking for figures. */
public sealed interface ScoreAnswer {
  /**
   * The figures.
   *
   * @param rows windows in order of start, groups in order of their values; none where there were
   *     no ratings
   * @param asOf everything that was stored before is included
   */
  record Found(List<ScoreRow> rows, Instant asOf) implements ScoreAnswer {
    /** Takes rows and time. */
    public Found {
      rows = List.copyOf(rows);
      Objects.requireNonNull(asOf, "asOf");
    }
  }

  /**
   * The query cannot be answered as it is.
   *
   * @param violations all that is wrong with it
   */
  record Refused(List<Violation> violations) implements ScoreAnswer {
    /** Takes what is wrong. */
    public Refused {
      violations = List.copyOf(violations);
    }
  }

  /**
   * No answer for now; the same query may be asked again.
   *
   * @param detail why, for people
   */
  record Unavailable(String detail) implements ScoreAnswer {
    /** Takes why. */
    public Unavailable {
      Objects.requireNonNull(detail, "detail");
    }
  }
}
