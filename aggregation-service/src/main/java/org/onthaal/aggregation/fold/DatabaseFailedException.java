package org.onthaal.aggregation.fold;

/// The database did not do what it was asked; trying again later is right unless the message says
/// otherwise.
public final class DatabaseFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseFailedException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
