package org.onthaal.sdk.internal.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.Submission;
import org.onthaal.sdk.internal.spool.Spool;

/**
 * The one thread that moves ratings from memory to the spool. All that came while the disk was busy
 * is forced at once, so the more callers there are, the less each costs. Ratings that nobody waits
 * for stay in memory while the disk refuses them.
 */
final class Writer implements Runnable {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  /** How long a refused append waits before it is tried again. */
  private static final long HINDERED_MILLIS = 200;

  /** How often losses that are to be told are written down. */
  private static final long LOSSES_MILLIS = 1_000;

  private static final long IDLE_MILLIS = 60_000;

  private final Queue queue;
  private final Spool spool;
  private final Tally tally;
  private final Losses losses;
  private final Runnable appended;
  private final LongSupplier nanoTime;
  private long lossesDue;
  private volatile String hindrance = "";

  Writer(Queue queue, Spool spool, Tally tally, Runnable appended, LongSupplier nanoTime) {
    this.queue = queue;
    this.spool = spool;
    this.tally = tally;
    this.losses = tally.losses();
    this.appended = appended;
    this.nanoTime = nanoTime;
    this.lossesDue = nanoTime.getAsLong();
  }

  /** Why the spool takes nothing now; empty when it does. */
  String hindrance() {
    return hindrance;
  }

  @Override
  public void run() {
    try {
      boolean open = true;
      while (open) {
        boolean closed = queue.isClosed();
        writeOrTell(queue.await(losses.isUnsaved() ? LOSSES_MILLIS : IDLE_MILLIS));
        saveLosses();
        open = !closed || (queue.size() > 0 && hindrance.isEmpty());
        if (open && !hindrance.isEmpty()) {
          Thread.sleep(HINDERED_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void saveLosses() {
    if (losses.isUnsaved() && nanoTime.getAsLong() - lossesDue >= 0) {
      lossesDue = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(LOSSES_MILLIS);
      losses.save();
    }
  }

  /**
   * A fault of ours must not end the one thread that writes: it is told to who waits, and tried
   * again.
   */
  private void writeOrTell(List<Pending> some) {
    try {
      write(some);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "a fault while storing ratings", e);
      hindrance = "a fault of this client: " + e;
      some.forEach(this::refuse);
    }
  }

  private void write(List<Pending> some) {
    if (some.isEmpty()) {
      return;
    }
    Spool.Appended result = spool.append(some.stream().map(Pending::payload).toList(), 0);
    hindrance = result.hindrance();
    queue.remove(result.count());
    if (result.count() > 0) {
      appended.run();
    }
    some.subList(0, result.count()).forEach(this::promise);
    some.subList(result.count(), some.size()).forEach(this::refuse);
  }

  private void promise(Pending pending) {
    CompletableFuture<Submission> waiter = pending.waiter();
    if (waiter != null) {
      waiter.complete(
          spool.isDurable()
              ? new Submission.Durable(pending.id())
              : new Submission.Queued(pending.id()));
    }
  }

  /** Who waits is told; what nobody waits for stays and is tried again. */
  private void refuse(Pending pending) {
    CompletableFuture<Submission> waiter = pending.waiter();
    if (waiter == null) {
      return;
    }
    DropReason reason = spool.isDurable() ? DropReason.SPOOL_FULL : DropReason.QUEUE_FULL;
    if (waiter.complete(new Submission.Rejected(pending.id(), reason, List.of()))) {
      queue.remove(pending);
      tally.dropped(pending.id(), reason, hindrance);
    }
  }
}
