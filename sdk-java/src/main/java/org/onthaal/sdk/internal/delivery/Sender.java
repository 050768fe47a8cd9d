package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.internal.Protos;
import org.onthaal.sdk.internal.spool.Spool;
import org.onthaal.sdk.internal.spool.SpoolRecord;

/**
 * The one thread that sends: one call at a time, oldest first, and nothing leaves the spool before
 * the server said what became of it. A server that fails is asked again after a while, by one call.
 */
final class Sender implements Runnable {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  /**
   * Once a call holds so many bytes of ratings, no further one is added: with the longest comment
   * on top it still fits through a door that takes 64 KiB.
   */
  private static final int CALL_BYTES_MAX = 32 * 1024;

  private static final long IDLE_NANOS = Duration.ofMinutes(1).toNanos();

  /** So often at most the server is told of losses. */
  private static final long LOSSES_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  /** And so long it is left alone with them after it did not listen. */
  private static final long LOSSES_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final Sources sources;
  private final Transport transport;
  private final RetrySchedule retries;
  private final Tally tally;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Signal signal = new Signal();
  private volatile boolean stopped;
  private volatile boolean busy;
  private final Losses losses;
  private long lossesDue;
  private int batch;

  /** What one call and one rating may take. */
  static final class Limits {
    private final int batchSize;
    private final Duration callTimeout;
    private final Duration keepFor;

    Limits(int batchSize, Duration callTimeout, Duration keepFor) {
      this.batchSize = batchSize;
      this.callTimeout = callTimeout;
      this.keepFor = keepFor;
    }
  }

  Sender(
      Sources sources,
      Transport transport,
      RetrySchedule retries,
      Tally tally,
      Limits limits,
      LongSupplier nanoTime) {
    this.sources = sources;
    this.transport = transport;
    this.retries = retries;
    this.tally = tally;
    this.losses = tally.losses();
    this.lossesDue = nanoTime.getAsLong();
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.batch = limits.batchSize;
  }

  /** There is something to send. */
  void wake() {
    signal.raise();
  }

  /** Whether something is under way, or waits for its next try. */
  boolean isBusy() {
    return busy;
  }

  /** Ends the thread, and the call that is under way. */
  void stop() {
    stopped = true;
    transport.close();
    signal.raise();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        busy = true;
        long idle = Math.min(stepOrRest(), untilLossesAreTold());
        busy = false;
        signal.await(idle);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells what was lost when its time has come; then how long that may wait, in nanoseconds. */
  private long untilLossesAreTold() {
    if (losses.isEmpty() || tally.health().state() != Health.State.DELIVERING) {
      return IDLE_NANOS;
    }
    long wait = lossesDue - nanoTime.getAsLong();
    if (wait > 0) {
      return wait;
    }
    boolean told = tellLosses(limits.callTimeout);
    long pause = told ? LOSSES_EVERY_NANOS : LOSSES_AGAIN_NANOS;
    lossesDue = nanoTime.getAsLong() + pause;
    return losses.isEmpty() ? IDLE_NANOS : pause;
  }

  /** Tells the server what was lost, unless the last call failed; whether it knows it now. */
  boolean tellLosses(Duration timeout) {
    if (losses.isEmpty() || tally.health().state() != Health.State.DELIVERING || timeout.isZero()) {
      return false;
    }
    List<Losses.Report> reports = losses.next();
    boolean told = transport.tell(reports, timeout);
    if (told) {
      losses.told(reports);
    }
    return told;
  }

  /**
   * A fault of ours must not end the one thread that sends: it is told as the health, and tried
   * again.
   */
  private long stepOrRest() throws InterruptedException {
    try {
      return step();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "a fault while sending ratings", e);
      tally.health(Health.State.RETRYING, "a fault of this client: " + e);
      return rest(retries.failed(Optional.empty()));
    }
  }

  /**
   * Sends once, where there is something to send; the answer is how long to wait for more, in
   * nanoseconds.
   */
  private long step() throws InterruptedException {
    Spool source = sources.next(nanoTime.getAsLong());
    if (source == null) {
      return IDLE_NANOS;
    }
    try {
      List<SpoolRecord> some = unexpired(source, source.peek(batch, CALL_BYTES_MAX));
      if (some.isEmpty()) {
        sources.settled();
        return 0;
      }
      Reply reply =
          transport.send(some.stream().map(SpoolRecord::payload).toList(), limits.callTimeout);
      return reply instanceof Reply.Answered answered
          ? answered(source, some, answered)
          : failed(source, some, (Reply.Failed) reply);
    } catch (IOException e) {
      tally.health(Health.State.BLOCKED, "the spool cannot be read: " + e);
      return rest(retries.blocked());
    }
  }

  private List<SpoolRecord> unexpired(Spool source, List<SpoolRecord> some) throws IOException {
    long oldest = source.clock() - limits.keepFor.toMillis();
    int expired = 0;
    while (expired < some.size() && some.get(expired).clock() < oldest) {
      SpoolRecord each = some.get(expired);
      source.settle(each);
      tally.dropped(
          Protos.id(each.payload()), DropReason.EXPIRED, "it waited for " + limits.keepFor);
      expired++;
    }
    return some.subList(expired, some.size());
  }

  private long answered(Spool source, List<SpoolRecord> some, Reply.Answered answered)
      throws InterruptedException, IOException {
    batch = limits.batchSize;
    tally.health(Health.State.DELIVERING, "");
    int room = sources.setAside(source, mendable(some, answered));
    for (int i = 0; i < some.size(); i++) {
      SpoolRecord each = some.get(i);
      Reply.Item item = answered.items().get(i);
      if (item instanceof Reply.Item.Later later) {
        tally.health(Health.State.RETRYING, later.detail());
        return rest(retries.failed(Optional.empty()));
      }
      if (item instanceof Reply.Item.Mendable mendable && room-- == 0) {
        tally.health(Health.State.BLOCKED, mendable.detail());
        return rest(retries.blocked());
      }
      source.settle(each);
      tell(source, each, item);
    }
    sources.settled();
    retries.succeeded();
    return 0;
  }

  /** What is to be set aside of those before the first one that is to come again as it is. */
  private static List<SpoolRecord> mendable(List<SpoolRecord> some, Reply.Answered answered) {
    List<SpoolRecord> found = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      Reply.Item item = answered.items().get(i);
      if (item instanceof Reply.Item.Later) {
        return found;
      }
      if (item instanceof Reply.Item.Mendable) {
        found.add(some.get(i));
      }
    }
    return found;
  }

  private void tell(Spool source, SpoolRecord record, Reply.Item item) {
    if (item instanceof Reply.Item.Stored stored) {
      sources.mended(source);
      tally.delivered(stored.receipt());
    } else if (item instanceof Reply.Item.Refused refused) {
      sources.bury(record, refused.detail());
      tally.refused(Protos.id(record.payload()), refused);
    }
  }

  private long failed(Spool source, List<SpoolRecord> some, Reply.Failed failed)
      throws InterruptedException, IOException {
    if (stopped) {
      return 0;
    }
    if (failed.kind() == Reply.Kind.REFUSED) {
      if (some.size() > 1) {
        batch = some.size() / 2;
      } else {
        source.settle(some.get(0));
        tell(source, some.get(0), new Reply.Item.Refused(failed.detail(), List.of()));
      }
      return 0;
    }
    boolean blocked = failed.kind() == Reply.Kind.BLOCKED;
    tally.health(blocked ? Health.State.BLOCKED : Health.State.RETRYING, failed.detail());
    return rest(blocked ? retries.blocked() : retries.failed(failed.pushback()));
  }

  /** Waits whatever comes, except the end. */
  private long rest(Duration time) throws InterruptedException {
    long until = nanoTime.getAsLong() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !stopped; left = until - nanoTime.getAsLong()) {
      signal.await(left);
    }
    return 0;
  }
}
