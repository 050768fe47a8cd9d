package org.onthaal.aggregation.door;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Violation;

/// Collects what is wrong with one call. One thread.
public final class Violations {
  private final List<Violation> found = new ArrayList<>();
  private final Set<String> unread = new HashSet<>();

  public Violations() {}

  /// Begins with some.
  public Violations(List<Violation> some) {
    found.addAll(some);
  }

  /// Of a field that could not be read nothing more is said, nor that it is missing when a part of
  /// it could not be read.
  public void add(String field, Reason reason, String expected) {
    if (unread.contains(field) || (reason == Reason.MISSING && isUnreadBelow(field))) {
      return;
    }
    found.add(
        Violation.newBuilder().setField(field).setReason(reason).setExpected(expected).build());
  }

  /// A field whose value is of another type.
  public void addUnread(String field, Reason reason, String expected) {
    add(field, reason, expected);
    unread.add(field);
  }

  private boolean isUnreadBelow(String field) {
    return unread.stream()
        .anyMatch(name -> name.startsWith(field + ".") || name.startsWith(field + "["));
  }

  public void addAll(Violations others) {
    found.addAll(others.found);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// All of them, under the word of the only one, or of many.
  public Problem problem() {
    return problem(found.size() == 1 ? found.getFirst().getReason() : Reason.VIOLATIONS);
  }

  /// All of them, under one word.
  public Problem problem(Reason reason) {
    Violation first = found.getFirst();
    String detail =
        found.size() == 1
            ? first.getField() + ": expected " + first.getExpected()
            : found.size() + " things are not as expected";
    return Problem.newBuilder().setReason(reason).setDetail(detail).addAllViolations(found).build();
  }
}
