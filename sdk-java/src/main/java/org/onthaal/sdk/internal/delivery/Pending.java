package org.onthaal.sdk.internal.delivery;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.RatingId;
import org.onthaal.sdk.Submission;

/** A rating on its way to the spool. */
public final class Pending {
  private final RatingId id;
  private final byte[] payload;
  private final @Nullable CompletableFuture<Submission> waiter;

  /** Takes an encoded rating; {@code waiter} is a caller who waits for the disk, or null. */
  public Pending(RatingId id, byte[] payload, @Nullable CompletableFuture<Submission> waiter) {
    this.id = id;
    this.payload = payload;
    this.waiter = waiter;
  }

  RatingId id() {
    return id;
  }

  byte[] payload() {
    return payload;
  }

  @Nullable CompletableFuture<Submission> waiter() {
    return waiter;
  }
}
