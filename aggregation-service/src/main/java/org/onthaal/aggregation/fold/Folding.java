package org.onthaal.aggregation.fold;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.onthaal.aggregation.fold.choice.ChoiceCatchUp;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.LogUnavailableException;
import org.onthaal.aggregation.tail.Reconnect;

/// The fold of all partitions: asks how many there are, then runs one [PartitionFolder] for each,
/// and prunes old minutes.
public final class Folding implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Folding.class.getPackageName());
  private static final long CLOSE_SECONDS_MAX = 10;

  private final Parts parts;
  private final List<FoldStep> steps;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("fold-", 0).factory());
  private volatile List<PartitionFolder> folders = List.of();
  private volatile String waiting = "not connected to the log yet";

  /// What a folder works with.
  record Parts(
      LogSource source,
      FoldStore store,
      Leases leases,
      FoldSettings settings,
      Supplier<Reconnect> reconnect) {}

  Folding(Parts parts, List<FoldStep> steps, InstantSource clock) {
    this.parts = parts;
    this.steps = List.copyOf(steps);
    this.clock = clock;
  }

  /// Starts folding; returns at once, also when the log is not there yet.
  ///
  /// @param reconnect makes the backoff of each partition
  /// @param steps run in each transaction of the fold, in this order
  public static Folding start(
      PostgresTallyStore store,
      LogSource source,
      FoldSettings settings,
      Supplier<Reconnect> reconnect,
      List<FoldStep> steps,
      InstantSource clock) {
    Folding folding =
        new Folding(
            new Parts(source, store, store.leases(settings.leaseSilenceMax()), settings, reconnect),
            steps,
            clock);
    folding.start();
    folding.catchUpWithChoices(store);
    return folding;
  }

  void start() {
    threads.execute(this::startFolders);
    threads.execute(this::pruneRegularly);
  }

  private void catchUpWithChoices(ChoiceCatchUp.Store store) {
    threads.execute(
        new ChoiceCatchUp(
            parts.source(),
            store,
            parts.settings().entriesMax(),
            parts.settings().leaseRetry(),
            parts.reconnect().get(),
            stop));
  }

  private void startFolders() {
    Reconnect reconnect = parts.reconnect().get();
    try {
      while (stop.getCount() > 0) {
        try {
          int partitions = parts.source().heads().size();
          parts.store().prepare(partitions);
          List<PartitionFolder> started = new ArrayList<>();
          for (int partition = 0; partition < partitions; partition++) {
            started.add(new PartitionFolder(partition, parts, steps, stop));
          }
          folders = List.copyOf(started);
          started.forEach(threads::execute);
          return;
        } catch (LogUnavailableException e) {
          waiting = String.valueOf(e.getMessage());
          LOG.log(Level.INFO, "The log does not answer yet: {0}", e.getMessage());
          pause(reconnect.failed());
        } catch (RuntimeException e) {
          waiting = "the database does not answer: " + e.getMessage();
          LOG.log(Level.WARNING, "The fold cannot start yet", e);
          pause(reconnect.failed());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The same mark for whoever prunes: removing is idempotent, so replicas need not agree who does.
  private void pruneRegularly() {
    try {
      while (stop.getCount() > 0) {
        try {
          Instant before =
              clock.instant().minus(WindowKey.MINUTE_LATENESS_MAX).truncatedTo(ChronoUnit.MINUTES);
          int removed;
          do {
            removed = parts.store().prune(before, parts.settings().pruneRowsMax());
          } while (removed == parts.settings().pruneRowsMax() && stop.getCount() > 0);
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "Old minutes were not removed; trying again later", e);
        }
        pause(parts.settings().pruneEvery());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    var _ = stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// One per partition; empty while the log has not answered yet.
  public List<Status> statuses() {
    return folders.stream().map(PartitionFolder::status).toList();
  }

  /// Whether this process, of several that share the database, does what one of them must do: the
  /// one that folds the first partition.
  public boolean leads() {
    return statuses().stream()
        .anyMatch(status -> status.partition() == 0 && status.state() == Status.State.FOLDING);
  }

  /// Why nothing is folded yet; empty once it is.
  public Optional<String> waitingFor() {
    return folders.isEmpty() ? Optional.of(waiting) : Optional.empty();
  }

  @Override
  public void close() {
    stop.countDown();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.leases().close();
  }

  /// Who folds which partition, when several processes share the database. A convenience: two
  /// owners would only waste work, since the checkpoint is the fence.
  interface Leases extends AutoCloseable {
    /// Whether this process may fold the partition now.
    ///
    /// @throws DatabaseFailedException when nobody can say
    boolean holds(int partition);

    @Override
    void close();
  }

  /// How the fold of a partition is doing.
  ///
  /// @param state in one word
  /// @param detail a sentence for a person; empty when all is well
  public record Status(int partition, State state, String detail) {
    /// What readiness is decided by.
    public enum State {
      /// Not connected yet.
      STARTING,
      /// Another process folds it.
      STANDBY,
      /// Reading.
      FOLDING,
      /// The log or the database does not answer; trying again.
      WAITING,
      /// The log contradicts the checkpoint; a person must look.
      STOPPED
    }
  }
}
