package org.onthaal.spring;

import java.util.List;
import java.util.stream.Collectors;
import org.onthaal.sdk.Violation;

/** Properties of which no client can be made; its message names all mistakes, a line each. */
final class InvalidPropertiesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidPropertiesException(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
  }
}
