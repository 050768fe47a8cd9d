package org.onthaal.feedback.store;

/// A position in the log: gap-free per partition, from 0; -1 stands before the first row.
public record Offset(int partition, long value) {
  public Offset {
    if (partition < 0 || value < -1) {
      throw new IllegalArgumentException(
          "offset: " + partition + ":" + value + " (expected: 0 or more, and -1 or more)");
    }
  }

  /// `partition:offset`, as receipts carry it.
  @Override
  public String toString() {
    return partition + ":" + value;
  }
}
