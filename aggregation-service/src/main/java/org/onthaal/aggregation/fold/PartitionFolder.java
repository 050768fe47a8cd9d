package org.onthaal.aggregation.fold;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.tail.LogBrokenException;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.LogUnavailableException;
import org.onthaal.aggregation.tail.Reconnect;
import org.onthaal.aggregation.tail.Signal;

/// Folds one partition for as long as the process lives. Runs on a thread of its own; status may be
/// read from any.
final class PartitionFolder implements Runnable {
  private static final System.Logger LOG = System.getLogger(PartitionFolder.class.getPackageName());

  /// A reader looks up this often, to notice that it must stop.
  private static final Duration LOOK_UP = Duration.ofMillis(200);

  private final int partition;
  private final LogSource source;
  private final FoldStore store;
  private final Folding.Leases leases;
  private final FoldSettings settings;
  private final List<FoldStep> steps;
  private final Reconnect reconnect;
  private final CountDownLatch stop;
  private final Pace pace;
  private volatile Folding.Status status;

  PartitionFolder(int partition, Folding.Parts parts, List<FoldStep> steps, CountDownLatch stop) {
    this.partition = partition;
    this.source = parts.source();
    this.store = parts.store();
    this.leases = parts.leases();
    this.settings = parts.settings();
    this.reconnect = parts.reconnect().get();
    this.steps = List.copyOf(steps);
    this.stop = stop;
    this.pace = new Pace(settings.commitEvery());
    this.status = new Folding.Status(partition, Folding.Status.State.STARTING, "");
  }

  Folding.Status status() {
    return status;
  }

  @Override
  public void run() {
    try {
      while (!stopped()) {
        foldUntilFailure();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void foldUntilFailure() throws InterruptedException {
    try {
      if (!leases.holds(partition)) {
        say(Folding.Status.State.STANDBY, "another process folds it");
        pause(settings.leaseRetry());
        return;
      }
      Checkpoint checkpoint = store.checkpoint(partition);
      Folded.Known known = store.known();
      try (LogSource.Tail tail = source.tail(partition, checkpoint.offset())) {
        follow(tail, checkpoint.offset(), known);
      }
    } catch (LogBrokenException e) {
      LOG.log(Level.ERROR, "The fold of partition {0} stops: {1}", partition, e.getMessage());
      say(Folding.Status.State.STOPPED, String.valueOf(e.getMessage()));
      stop.await();
    } catch (LogUnavailableException e) {
      // Connections end by age every half hour and are back at once: only the second failure in a
      // row is news.
      Level level = reconnect.hasFailed() ? Level.WARNING : Level.INFO;
      Duration wait = reconnect.failed();
      LOG.log(level, "Partition {0}: {1}; again in {2}", partition, e.getMessage(), wait);
      say(Folding.Status.State.WAITING, String.valueOf(e.getMessage()));
      pause(wait);
    } catch (DatabaseFailedException e) {
      Duration wait = reconnect.failed();
      LOG.log(
          Level.WARNING,
          "Partition {0}: the database failed: {1}; again in {2}",
          partition,
          e.getMessage(),
          wait);
      waitForTheDatabase("the database failed: " + e.getMessage(), wait);
    } catch (RuntimeException e) {
      Duration wait = reconnect.failed();
      LOG.log(Level.WARNING, "Partition " + partition + ": the fold failed; again in " + wait, e);
      waitForTheDatabase("the fold failed: " + e.getMessage(), wait);
    }
  }

  private void waitForTheDatabase(String why, Duration wait) throws InterruptedException {
    say(Folding.Status.State.WAITING, why);
    pause(wait.compareTo(settings.databaseRetry()) < 0 ? wait : settings.databaseRetry());
  }

  /// Reads on until the process stops, the lease is lost, or another process moved the checkpoint.
  private void follow(LogSource.Tail tail, long from, Folded.Known before)
      throws InterruptedException {
    long offset = from;
    Folded.Known known = before;
    Instant ticked = Instant.MIN;
    while (!stopped() && leases.holds(partition)) {
      Gathered gathered = gather(tail);
      if (!gathered.batches().isEmpty()) {
        Folded folded = Fold.fold(known, gathered.batches());
        FoldStore.Step step = step(gathered, folded);
        if (!store.commit(offset, step, steps)) {
          overtaken(offset);
          return;
        }
        pace.committed();
        succeeded();
        offset = step.to();
        known = folded.known();
        ticked = gathered.caughtUp().orElse(ticked);
      } else if (gathered.caughtUp().isPresent()) {
        Instant at = gathered.caughtUp().get();
        if (!at.isBefore(ticked.equals(Instant.MIN) ? at : ticked.plus(settings.tick()))) {
          if (!store.tick(partition, offset, at, steps)) {
            overtaken(offset);
            return;
          }
          succeeded();
          ticked = at;
        }
      }
    }
  }

  /// Only what was committed counts: with a database that refuses, hearing the log is no success,
  /// and the waits must grow.
  private void succeeded() {
    say(Folding.Status.State.FOLDING, "");
    reconnect.succeeded();
  }

  private void overtaken(long offset) {
    LOG.log(
        Level.INFO, "Partition {0}: another process folded past {1}; resuming", partition, offset);
  }

  private FoldStore.Step step(Gathered gathered, Folded folded) {
    Signal.Batch newest = gathered.batches().getLast();
    return new FoldStore.Step(
        newest.offset(),
        newest.appendedAt(),
        folded,
        new Change(
            partition,
            newest.offset(),
            gathered.caughtUp().orElse(newest.appendedAt()),
            gathered.caughtUp().isPresent(),
            folded.impossible().stream()
                .map(entry -> new Change.Quarantined(entry.offset(), entry.reason()))
                .toList(),
            folded.touched()));
  }

  /// Waits for one signal, then takes what is already there or comes before the next commit is due,
  /// up to the limit.
  private Gathered gather(LogSource.Tail tail) throws InterruptedException {
    List<Signal.Batch> batches = new ArrayList<>();
    Optional<Instant> caughtUp = Optional.empty();
    int entries = 0;
    Optional<Signal> next = tail.next(LOOK_UP);
    while (next.isPresent()) {
      switch (next.get()) {
        case Signal.Batch batch -> {
          batches.add(batch);
          entries += batch.entries().size();
          caughtUp = Optional.empty();
        }
        case Signal.CaughtUp news -> caughtUp = Optional.of(news.at());
      }
      Duration wait = batches.isEmpty() ? Duration.ZERO : pace.untilNext();
      next = entries < settings.entriesMax() ? tail.next(wait) : Optional.empty();
    }
    return new Gathered(batches, caughtUp);
  }

  private record Gathered(List<Signal.Batch> batches, Optional<Instant> caughtUp) {}

  /// A commit costs the same however many entries it counts, so under load there is one per
  /// interval. The first few after a quiet time go at once.
  private static final class Pace {
    private static final int AT_ONCE = 4;

    private final long every;
    private long due = System.nanoTime();

    Pace(Duration every) {
      this.every = every.toNanos();
    }

    void committed() {
      long earliest = System.nanoTime();
      due = (due - earliest > 0 ? due : earliest) + every;
    }

    Duration untilNext() {
      return Duration.ofNanos(Math.max(0, due - (AT_ONCE - 1) * every - System.nanoTime()));
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void say(Folding.Status.State state, String detail) {
    status = new Folding.Status(partition, state, detail);
  }

  private void pause(Duration wait) throws InterruptedException {
    // The outcome does not matter: the caller looks at the latch again.
    var _ = stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
