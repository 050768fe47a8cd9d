package org.onthaal.sdk;

import java.util.List;
import java.util.stream.Collectors;

/** Options that cannot work; its message names all mistakes, a line each. */
public final class FeedbackConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  FeedbackConfigurationException(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
    this.violations = List.copyOf(violations);
  }

  /**
   * All mistakes.
   *
   * @return at least one
   */
  public List<Violation> violations() {
    return violations == null ? List.of() : violations;
  }
}
