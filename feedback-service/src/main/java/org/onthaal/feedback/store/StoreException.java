package org.onthaal.feedback.store;

/// The database did not answer a read or a change; the caller may try again.
public final class StoreException extends RuntimeException {
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
