package org.onthaal.feedback.store;

import org.onthaal.feedback.rating.RatingId;

/// What makes a rating unique, in the order in which batches are written.
record RatingKey(int administrationId, RatingId id) implements Comparable<RatingKey> {
  @Override
  public int compareTo(RatingKey other) {
    int byId = id.compareTo(other.id);
    return byId != 0 ? byId : Integer.compare(administrationId, other.administrationId);
  }
}
