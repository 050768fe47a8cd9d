package org.onthaal.feedback.collect;

import org.onthaal.feedback.validate.Reason;

/// The body is not JSON, or not text. The message says what was expected.
final class UnreadableBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableBodyException(String message) {
    super(message);
  }

  UnreadableBodyException(String message, Throwable cause) {
    super(message, cause);
  }

  Problem problem() {
    return new Problem(Reason.MALFORMED, String.valueOf(getMessage()));
  }
}
