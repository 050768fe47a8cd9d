package org.onthaal.aggregation.fold.choice;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.LogUnavailableException;
import org.onthaal.aggregation.tail.Reconnect;
import org.onthaal.aggregation.tail.Signal;

/// Counts the choices of ratings that were folded by a release that did not count them, by reading
/// their part of the log once more. Runs beside the fold, which takes choices along again as soon
/// as nothing is missing before them. On a thread of its own.
///
/// Several at once, or one that is killed, do no harm: each step begins where the stored one ended,
/// or changes nothing.
public final class ChoiceCatchUp implements Runnable {
  private static final System.Logger LOG = System.getLogger(ChoiceCatchUp.class.getPackageName());

  /// A log that says nothing for so long is asked anew.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  private final LogSource source;
  private final Store store;
  private final int entriesMax;
  private final Duration every;
  private final Reconnect reconnect;
  private final CountDownLatch stop;

  /// Where choices are counted.
  public interface Store {
    /// Partitions whose choices are counted up to an earlier offset than the rest.
    List<Behind> behind();

    /// Counts the choices of batches that begin after an offset; false when that is not where the
    /// choices end any more, or the fold has not come so far, and nothing was changed.
    boolean count(int partition, long from, List<Signal.Batch> batches);
  }

  /// How far the choices of one partition are behind.
  ///
  /// @param counted offset up to which choices are counted
  /// @param folded offset up to which everything else is
  public record Behind(int partition, long counted, long folded) {
    @Override
    public String toString() {
      return "partition %d: choices are counted up to %d of %d"
          .formatted(partition, counted, folded);
    }
  }

  /// @param entriesMax counted in one transaction, at least one batch
  /// @param every how often to look whether something is missing
  /// @param reconnect backoff after a failure
  public ChoiceCatchUp(
      LogSource source,
      Store store,
      int entriesMax,
      Duration every,
      Reconnect reconnect,
      CountDownLatch stop) {
    this.source = source;
    this.store = store;
    this.entriesMax = entriesMax;
    this.every = every;
    this.reconnect = reconnect;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      while (stop.getCount() > 0) {
        pause(look());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// How long to wait before the next look.
  private Duration look() throws InterruptedException {
    try {
      boolean moved = false;
      for (Behind part : store.behind()) {
        LOG.log(Level.INFO, "{0}; the rest is read from the log", part);
        moved |= catchUp(part);
      }
      reconnect.succeeded();
      return moved ? Duration.ZERO : every;
    } catch (LogUnavailableException e) {
      LOG.log(Level.INFO, "Choices are not counted yet: {0}", e.getMessage());
      return reconnect.failed();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Choices are not counted yet; trying again", e);
      return every.plus(reconnect.failed());
    }
  }

  /// Whether anything was counted.
  private boolean catchUp(Behind part) throws InterruptedException {
    long counted = part.counted();
    try (LogSource.Tail tail = source.tail(part.partition(), counted)) {
      while (counted < part.folded() && stop.getCount() > 0) {
        List<Signal.Batch> batches = gather(tail, part.folded());
        if (batches.isEmpty() || !store.count(part.partition(), counted, batches)) {
          break;
        }
        counted = batches.getLast().offset();
      }
    }
    return counted > part.counted();
  }

  /// The next batches, none of them beyond an offset.
  private List<Signal.Batch> gather(LogSource.Tail tail, long to) throws InterruptedException {
    List<Signal.Batch> batches = new ArrayList<>();
    int entries = 0;
    while (entries < entriesMax
        && (batches.isEmpty() || batches.getLast().offset() < to)
        && stop.getCount() > 0) {
      Optional<Signal> next = tail.next(SILENCE_MAX);
      if (next.isEmpty()) {
        return batches;
      }
      switch (next.get()) {
        case Signal.Batch batch -> {
          batches.add(batch);
          entries += batch.entries().size();
        }
        case Signal.CaughtUp _ -> {
          return batches;
        }
      }
    }
    return batches;
  }

  private void pause(Duration wait) throws InterruptedException {
    var _ = stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
