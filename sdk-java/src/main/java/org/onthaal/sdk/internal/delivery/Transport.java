package org.onthaal.sdk.internal.delivery;

import java.time.Duration;
import java.util.List;

/** The way to the server. */
public interface Transport {
  /**
   * Sends encoded ratings and waits for what the server says, at most for a time. Does not throw.
   */
  Reply send(List<byte[]> ratings, Duration timeout);

  /**
   * Tells the server what was lost, and waits at most for a time; false when it may not know it.
   * Does not throw.
   */
  boolean tell(List<Losses.Report> losses, Duration timeout);

  /** Ends the call that is under way, and all later ones, at once. */
  void close();
}
