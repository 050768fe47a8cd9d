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

  /// All of them, under one word.
  Problem problem(Reason reason) {
    Violation first = found.getFirst();
    String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more)";
    return Problem.newBuilder()
        .setReason(reason)
        .setDetail(first.getField() + ": expected " + first.getExpected() + more + ".")
        .addAllViolations(found)
        .build();
  }
}
