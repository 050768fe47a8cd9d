package org.onthaal.aggregation.rule;

/// One broken expectation of a rule or route file.
///
/// @param path from the top of the file: `rules[0].window.sliding`; empty for the file as a whole
/// @param line counted from 1; 0 when the problem has no place
/// @param expected what would have been accepted, in words
/// @param found what stands there; empty when nothing does
public record FileProblem(String path, int line, String expected, String found) {
  /// `line 7: rules[0].for: expected a duration such as 5m, found "5x"`.
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "")
        + (path.isEmpty() ? "" : path + ": ")
        + "expected "
        + expected
        + (found.isEmpty() ? "" : ", found " + found);
  }
}
