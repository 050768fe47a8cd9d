package org.onthaal.feedback.survey;

/// One reason why a catalogue document is refused: where, what kind, and what would have been
/// right.
public record CatalogProblem(int line, String path, Kind kind, String expected) {
  /// Kinds of problems; each is also a stable word of the contract.
  public enum Kind {
    MALFORMED,
    UNKNOWN_FIELD,
    MISSING,
    INVALID,
    LANGUAGE_MALFORMED,
    ZONE_UNKNOWN
  }

  /// `line 12: administrations[0].zone`
  public String field() {
    return path.isEmpty() ? "line " + line : "line " + line + ": " + path;
  }

  @Override
  public String toString() {
    return field() + ": " + kind + " (expected: " + expected + ")";
  }
}
