package org.onthaal.sdk.internal.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.onthaal.sdk.internal.spool.Spool;

/**
 * Ratings in memory, bounded in bytes, between callers and the one thread that writes them to the
 * spool.
 */
final class Queue {
  /** Bytes that a rating takes beside its own, about. */
  private static final int OVERHEAD_BYTES = 100;

  private final int bytesMax;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final Signal signal = new Signal();
  private int bytes;
  private boolean closed;

  Queue(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  Offer offer(Pending pending) {
    synchronized (this) {
      if (closed) {
        return Offer.CLOSED;
      }
      int size = size(pending);
      if (bytes + size > bytesMax) {
        return Offer.FULL;
      }
      waiting.add(pending);
      bytes += size;
    }
    signal.raise();
    return Offer.TAKEN;
  }

  /**
   * Waits for something, for some time; then a copy of all that waits, which stays until {@link
   * #remove}.
   */
  List<Pending> await(long millis) throws InterruptedException {
    if (size() == 0 && !isClosed()) {
      signal.awaitMillis(millis);
    }
    synchronized (this) {
      return new ArrayList<>(waiting);
    }
  }

  /** Ends a wait. */
  void nudge() {
    signal.raise();
  }

  /** Forgets the oldest ones, as many as are named. */
  synchronized void remove(int count) {
    for (int i = 0; i < count; i++) {
      bytes -= size(waiting.removeFirst());
    }
  }

  /** Forgets one, wherever it stands. */
  synchronized void remove(Pending pending) {
    if (waiting.remove(pending)) {
      bytes -= size(pending);
    }
  }

  synchronized int size() {
    return waiting.size();
  }

  /** Takes no more. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    signal.raise();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private static int size(Pending pending) {
    return Math.min(pending.payload().length, Spool.PAYLOAD_BYTES_MAX) + OVERHEAD_BYTES;
  }
}
