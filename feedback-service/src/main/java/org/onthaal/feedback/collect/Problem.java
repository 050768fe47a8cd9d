package org.onthaal.feedback.collect;

import java.util.List;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// Why something was refused; the same value behind both doors.
public record Problem(Reason reason, String detail, List<Violation> violations) {
  private static final List<Reason> SPECIAL =
      List.of(
          Reason.TOUCHPOINT_UNKNOWN,
          Reason.ORIGIN_NOT_ALLOWED,
          Reason.TOUCHPOINT_NOT_OF_KEY,
          Reason.SCOPE_MISSING);

  public Problem {
    violations = List.copyOf(violations);
  }

  public Problem(Reason reason, String detail) {
    this(reason, detail, List.of());
  }

  /// The problem that a list of violations makes: an unknown touchpoint is a thing that was not
  /// found, what a caller has no right to is not allowed; the rest is invalid input.
  public static Problem of(List<Violation> violations) {
    for (Reason special : SPECIAL) {
      for (Violation violation : violations) {
        if (violation.reason() == special) {
          return new Problem(
              special, violation.field() + ": expected " + violation.expected(), violations);
        }
      }
    }
    String detail =
        violations.size() == 1
            ? violations.getFirst().field() + ": expected " + violations.getFirst().expected()
            : violations.size() + " fields are not as expected";
    return new Problem(Reason.VIOLATIONS, detail, violations);
  }
}
