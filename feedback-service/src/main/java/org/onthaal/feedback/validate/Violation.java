package org.onthaal.feedback.validate;

/// One broken expectation. The field is a path from the rating, as in JSON: `answers[0].score`.
public record Violation(String field, Reason reason, String expected) {
  public Violation {
    if (expected.isBlank()) {
      throw new IllegalArgumentException("expected: blank for " + field + " (expected: words)");
    }
  }
}
