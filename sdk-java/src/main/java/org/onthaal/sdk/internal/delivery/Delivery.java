package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.onthaal.sdk.CloseReport;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackStats;
import org.onthaal.sdk.SpoolPolicy;
import org.onthaal.sdk.Submission;

/** The way of ratings from the caller to the server: queue, writer, spool, sender, transport. */
public final class Delivery {
  private static final long POLL_MILLIS = 5;

  /**
   * What was queued is written before a client closes, also where the caller gives it no time: half
   * of what a close may last longer.
   */
  private static final long WRITE_MILLIS = 100;

  private final Queue queue;
  private final Sources sources;
  private final Writer writer;
  private final Sender sender;
  private final Tally tally;
  private final Thread writing;
  private final Thread sending;

  /**
   * How it works.
   *
   * @param spool folder of the spool; empty for none
   * @param spoolBytes size of the spool
   * @param spoolPolicy what gives way when it is full
   * @param queueBytes size of the queue
   * @param batchSize most ratings in a call
   * @param callTimeout longest call
   * @param keepFor longest wait of a rating
   * @param retryFirst longest first wait
   * @param retryMax longest wait
   */
  public record Settings(
      Optional<Path> spool,
      long spoolBytes,
      SpoolPolicy spoolPolicy,
      int queueBytes,
      int batchSize,
      Duration callTimeout,
      Duration keepFor,
      Duration retryFirst,
      Duration retryMax) {
    public Settings {
      Objects.requireNonNull(spool, "spool");
      Objects.requireNonNull(spoolPolicy, "spoolPolicy");
      Objects.requireNonNull(callTimeout, "callTimeout");
      Objects.requireNonNull(keepFor, "keepFor");
      Objects.requireNonNull(retryFirst, "retryFirst");
      Objects.requireNonNull(retryMax, "retryMax");
    }
  }

  /**
   * Recovers what lies in the spool and starts.
   *
   * @throws IOException when the spool's folder cannot be used
   */
  public Delivery(Settings settings, Transport transport, Tally tally) throws IOException {
    LongSupplier nanoTime = System::nanoTime;
    this.tally = tally;
    this.queue = new Queue(settings.queueBytes());
    this.sources = open(settings, nanoTime, tally);
    RetrySchedule retries =
        new RetrySchedule(settings.retryFirst(), settings.retryMax(), new SecureRandom());
    this.sender =
        new Sender(
            sources,
            transport,
            retries,
            tally,
            new Sender.Limits(settings.batchSize(), settings.callTimeout(), settings.keepFor()),
            nanoTime);
    this.writer = new Writer(queue, sources.own(), tally, sender::wake, nanoTime);
    tally
        .losses()
        .onNews(() -> {
          queue.nudge();
          sender.wake();
        });
    this.writing = daemon("onthaal-writer", writer);
    this.sending = daemon("onthaal-sender", sender);
    writing.start();
    sending.start();
  }

  private static Sources open(Settings settings, LongSupplier nanoTime, Tally tally)
      throws IOException {
    Optional<Path> folder = settings.spool();
    if (folder.isEmpty()) {
      return Sources.inMemory(settings.queueBytes(), tally, nanoTime, settings.retryMax());
    }
    Sources.Folder shared =
        new Sources.Folder(
            folder.get(),
            settings.spoolBytes(),
            settings.spoolPolicy(),
            (reason, count, detail) -> tally.dropped(null, reason, count, detail));
    return Sources.inFolder(shared, tally, nanoTime, settings.retryMax());
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a rating into memory, or says why not. Does not wait. */
  public Submission offer(Pending pending) {
    Queue.Offer offer = queue.offer(pending);
    if (offer == Queue.Offer.TAKEN) {
      return new Submission.Queued(pending.id());
    }
    DropReason reason = DropReason.CLOSED;
    if (offer == Queue.Offer.FULL) {
      boolean disk = sources.isDurable() && !writer.hindrance().isEmpty();
      reason = disk ? DropReason.SPOOL_FULL : DropReason.QUEUE_FULL;
    }
    tally.dropped(pending.id(), reason, writer.hindrance());
    return new Submission.Rejected(pending.id(), reason, List.of());
  }

  /**
   * Waits until everything that waits is delivered, except what is set aside; false when that took
   * too long.
   */
  public boolean flush(Duration timeout) throws InterruptedException {
    long until = System.nanoTime() + timeout.toNanos();
    while (queue.size() + sources.fresh() > 0 || sender.isBusy()) {
      if (until - System.nanoTime() <= 0) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** All counts. */
  public FeedbackStats stats() {
    return new FeedbackStats(
        queue.size(), sources.fresh(), sources.aside(), tally.delivered(), tally.dropped());
  }

  /** Takes no more, writes what waits, sends while there is time, and ends. */
  public CloseReport close(Duration timeout) throws InterruptedException {
    long until = System.nanoTime() + timeout.toNanos();
    queue.close();
    join(writing, Math.max(until, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WRITE_MILLIS)));
    flush(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    sender.tellLosses(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    sender.stop();
    sending.join(TimeUnit.SECONDS.toMillis(1));
    long unwritten = queue.size();
    if (unwritten > 0) {
      tally.dropped(null, DropReason.CLOSED, unwritten, "the disk did not take it in time");
    }
    long spooled = sources.isDurable() ? sources.fresh() + sources.aside() : 0;
    sources.tellLeft(tally);
    tally.losses().save();
    sources.close();
    FeedbackStats end = stats();
    return new CloseReport(end.delivered(), spooled, end.droppedInAll());
  }

  private static void join(Thread thread, long until) throws InterruptedException {
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
  }
}
