package org.onthaal.sdk;

import java.util.Optional;

/**
 * Hears what becomes of ratings after they were submitted. Called by the client's own threads, one
 * call at a time per thread: return soon. What a method throws is counted as nothing and changes
 * nothing.
 */
public interface FeedbackListener {
  /**
   * The server stored a rating.
   *
   * @param receipt its proof
   */
  default void delivered(Receipt receipt) {}

  /**
   * A rating was lost.
   *
   * @param id the rating; empty where the disk no longer tells
   * @param reason why
   * @param detail for people
   */
  default void dropped(Optional<RatingId> id, DropReason reason, String detail) {}

  /**
   * The health changed.
   *
   * @param health as it is now
   */
  default void healthChanged(Health health) {}
}
