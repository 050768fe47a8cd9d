package org.onthaal.aggregation.operate;

import java.util.ArrayList;
import java.util.List;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Violation;

/// Collects what is wrong with one call. One thread.
final class Violations {
  private final List<Violation> found = new ArrayList<>();

  void add(String field, Reason reason, String expected) {
    found.add(
        Violation.newBuilder().setField(field).setReason(reason).setExpected(expected).build());
  }

  void addAll(Violations others) {
    found.addAll(others.found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /// All of them, under the word of the only one, or of many.
  Problem problem() {
    return problem(found.size() == 1 ? found.getFirst().getReason() : Reason.VIOLATIONS);
  }

  /// All of them, under one word.
  Problem problem(Reason reason) {
    Violation first = found.getFirst();
    String detail =
        found.size() == 1
            ? first.getField() + ": expected " + first.getExpected()
            : found.size() + " things are not as expected";
    return Problem.newBuilder().setReason(reason).setDetail(detail).addAllViolations(found).build();
  }
}
