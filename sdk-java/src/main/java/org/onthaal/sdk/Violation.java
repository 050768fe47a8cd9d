package org.onthaal.sdk;

import java.util.Objects;

/**
 * One thing that is wrong with a rating or a setting.
 *
 * @param field what is wrong, for example {@code answers[0].score}
 * @param reason a stable word that a program may branch on, for example {@code SCORE_OUT_OF_RANGE}
 * @param expected what was expected instead, for people
 */
public record Violation(String field, String reason, String expected) {
  /** Takes all of a violation. */
  public Violation {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(expected, "expected");
  }

  /** For example {@code answers[0].score: SCORE_OUT_OF_RANGE (expected: 1 to 5)}. */
  @Override
  public String toString() {
    return field + ": " + reason + " (expected: " + expected + ")";
  }
}
