package org.onthaal.aggregation.report;

import java.util.List;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Violation;

/// A question that is not answered, with everything that is wrong with it.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  RefusedException(Reason reason, String detail) {
    this(Problem.newBuilder().setReason(reason).setDetail(detail).build());
  }

  RefusedException(List<Violation> violations) {
    this(problem(violations));
  }

  private RefusedException(Problem problem) {
    super(problem.getDetail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  private static Problem problem(List<Violation> violations) {
    // One violation names the problem; several are told together.
    Reason reason = violations.size() == 1 ? violations.getFirst().getReason() : Reason.VIOLATIONS;
    String detail =
        violations.size() == 1
            ? violations.getFirst().getField() + ": expected " + violations.getFirst().getExpected()
            : violations.size() + " parameters are not as expected";
    return Problem.newBuilder()
        .setReason(reason)
        .setDetail(detail)
        .addAllViolations(violations)
        .build();
  }
}
