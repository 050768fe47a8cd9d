package org.onthaal.aggregation.tail;

/// The log and the checkpoint contradict each other: reading on would lose entries, so a person
/// must look.
public final class LogBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogBrokenException(String message) {
    super(message);
  }
}
