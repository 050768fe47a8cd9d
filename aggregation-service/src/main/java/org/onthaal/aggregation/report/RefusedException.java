package org.onthaal.aggregation.report;

import java.util.List;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Violation;

/// A question that is not answered, with everything that is wrong with it.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  RefusedException(Reason reason, String detail) {
    this(Problems.of(reason, detail));
  }

  RefusedException(List<Violation> violations) {
    this(new Violations(violations).problem());
  }

  RefusedException(Problem problem) {
    super(problem.getDetail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
