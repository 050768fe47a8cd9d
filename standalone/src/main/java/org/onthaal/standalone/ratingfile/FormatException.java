package org.onthaal.standalone.ratingfile;

/// The file as a whole cannot be a rating file; the message says why, in words for its owner.
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FormatException(String message) {
    super(message);
  }

  FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
