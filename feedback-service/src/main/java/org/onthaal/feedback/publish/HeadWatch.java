package org.onthaal.feedback.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.store.StoreException;

/// Looks at the heads of all partitions, on a hint or every poll interval, once for all readers.
/// The first hint after a rest is followed at once; many of them are one look per interval, or
/// looking would cost the database as much as storing does. [#hint], [#await] and [#heads] are safe
/// for any thread.
public final class HeadWatch implements Runnable {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.publish");

  private final RatingLog log;
  private final InstantSource clock;
  private final Duration poll;
  private final Duration hintEvery;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hinted = lock.newCondition();
  private final Condition looked = lock.newCondition();
  private boolean isHinted;
  private boolean isClosed;
  private long lookedAtNanos;
  private Heads heads = new Heads(0, Instant.EPOCH, List.of());

  /// What one look saw: `at` was taken before it. Look 0 has seen nothing yet.
  record Heads(long look, Instant at, List<Offset> offsets) {
    Offset of(int partition) {
      return offsets.get(partition);
    }
  }

  public HeadWatch(RatingLog log, InstantSource clock, TailLimits limits) {
    this.log = log;
    this.clock = clock;
    poll = limits.poll();
    hintEvery = limits.hintEvery();
  }

  /// Something may have been committed.
  public void hint() {
    lock.lock();
    try {
      isHinted = true;
      hinted.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the watch and every wait for it.
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      hinted.signal();
      looked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  /// The last look, once it is later than one that is known, or after the poll interval as it is.
  Heads await(long knownLook) throws InterruptedException {
    lock.lock();
    try {
      long nanos = poll.toNanos();
      while (heads.look() <= knownLook && !isClosed && nanos > 0) {
        nanos = looked.awaitNanos(nanos);
      }
      return heads;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (!isClosed()) {
        lookedAtNanos = System.nanoTime();
        look();
        pause();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private void look() {
    Instant at = clock.instant();
    List<Offset> offsets;
    try {
      offsets = log.heads();
    } catch (StoreException e) {
      // Nobody is told that they have caught up while nobody knows.
      LOG.log(System.Logger.Level.DEBUG, "the heads are unknown for a moment", e);
      return;
    } catch (RuntimeException e) {
      // A bug must not end the watch: every reader would wait for ever, and nobody would know.
      LOG.log(System.Logger.Level.ERROR, "the heads could not be looked at", e);
      return;
    }
    lock.lock();
    try {
      heads = new Heads(heads.look() + 1, at, offsets);
      looked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long nanos = poll.toNanos();
      while (!isHinted && !isClosed && nanos > 0) {
        nanos = hinted.awaitNanos(nanos);
      }
      long rest = hintEvery.toNanos() - (System.nanoTime() - lookedAtNanos);
      while (!isClosed && rest > 0) {
        rest = hinted.awaitNanos(rest);
      }
      isHinted = false;
    } finally {
      lock.unlock();
    }
  }
}
