package org.onthaal.feedback.rating;

/// Where a rating came from. The number is what the database holds.
public enum Origin {
  /// A person, just now or from an offline queue.
  LIVE(1),
  /// A file of earlier ratings: counted everywhere, never judged by a live rule.
  IMPORT(2);

  private final int number;

  Origin(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Origin of(int number) {
    for (Origin origin : values()) {
      if (origin.number == number) {
        return origin;
      }
    }
    throw new IllegalArgumentException("origin: " + number + " (expected: 1 or 2)");
  }
}
