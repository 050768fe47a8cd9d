package org.onthaal.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the start what is wrong with {@code onthaal.*}, instead of a stack trace. */
final class InvalidPropertiesFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidPropertiesException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertiesException cause) {
    return new FailureAnalysis(
        "No client for Onthaal can be made of these properties:\n\n"
            + String.valueOf(cause.getMessage()).indent(4),
        "Correct them, or set onthaal.enabled=false where this application sends no ratings.",
        cause);
  }
}
