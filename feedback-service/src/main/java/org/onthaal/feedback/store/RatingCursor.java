package org.onthaal.feedback.store;

import java.util.UUID;

/// The last rating of a page, in order of administration and id.
public record RatingCursor(String administration, UUID id) {
  /// Stands before every rating: no code is empty.
  public static final RatingCursor START = new RatingCursor("", new UUID(0, 0));
}
