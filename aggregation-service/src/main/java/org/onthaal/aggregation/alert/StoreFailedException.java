package org.onthaal.aggregation.alert;

/// The database did not say which alerts there are; trying again later is right.
public final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailedException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
