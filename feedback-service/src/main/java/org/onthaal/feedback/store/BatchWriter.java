package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Drains a bounded queue without linger, one transaction per batch: what came during a commit is
/// the next batch. While little waits, writers take turns, each with what waits for all of them;
/// large batches are written at the same time, each writer its own.
///
/// [#offer] and [#close] are safe for any thread; everything else happens on the one thread that
/// runs it.
final class BatchWriter implements Runnable {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.store");
  // How soon a writer without work notices that it was closed.
  private static final Duration IDLE_POLL = Duration.ofMillis(50);
  // Whose commits take longer, on a slow disk say, does better with several at a time.
  private static final Duration TURN_WAIT_MAX = Duration.ofMillis(10);
  // From so many rows on a batch is worth its commit, and the writers work at the same time.
  private static final int LARGE_ROWS = 400;
  private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
  // Deadlocks and serialization failures end by themselves; more tries mean something else.
  private static final int TRIES_MAX = 5;

  private final BlockingQueue<Pending> queue;
  private final PostgresConnections connections;
  private final PostgresAppend appends;
  private final StoreSettings settings;
  private final Shared shared;
  private final Runnable afterCommit;
  private final StoreCounters counters;
  private volatile boolean closed;
  private volatile List<Pending> writing = List.of();
  private volatile boolean ended;
  private @Nullable Connection connection;
  private boolean away;
  private boolean mayExist;
  private long mayExistUntilNanos;
  private Duration backoff = BACKOFF_MIN;
  private long reconnectAtNanos;

  BatchWriter(
      PostgresConnections connections,
      PostgresAppend appends,
      StoreSettings settings,
      Shared shared,
      Runnable afterCommit,
      StoreCounters counters) {
    queue = new LinkedBlockingQueue<>(settings.queueRatingsMax() / settings.writers());
    shared.queues().add(queue);
    this.connections = connections;
    this.appends = appends;
    this.settings = settings;
    this.shared = shared;
    this.afterCommit = afterCommit;
    this.counters = counters;
    reconnectAtNanos = System.nanoTime();
  }

  /// Takes a row unless as much waits as is accepted.
  boolean offer(Pending pending) {
    if (closed || !queue.offer(pending)) {
      return false;
    }
    // The writer may have ended between the two; then nobody else would answer.
    return !ended || !queue.remove(pending);
  }

  /// Answers whoever has waited too long; what is being written may still be stored. For any
  /// thread.
  void expire() {
    long oldest = System.nanoTime() - settings.waitMax().toNanos();
    writing.forEach(pending -> expire(pending, oldest));
    for (Pending pending : queue) {
      if (!expire(pending, oldest)) {
        return; // those behind it came later
      }
    }
  }

  private boolean expire(Pending pending, long oldest) {
    boolean isOld = pending.sinceNanos() - oldest < 0;
    Appended outcome = new Appended.Unavailable();
    if (isOld && pending.outcome().complete(outcome)) {
      counters.count(outcome);
    }
    return isOld;
  }

  int waiting() {
    return queue.size();
  }

  /// Lets the writer end once everything that waits is written.
  void close() {
    closed = true;
  }

  @Override
  public void run() {
    List<Pending> batch = new ArrayList<>();
    try {
      while (!closed || !queue.isEmpty()) {
        Pending next = queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          batch.add(next);
          writeInTurn(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      ended = true;
      disconnect();
      queue.drainTo(batch);
      refuse(batch);
    }
  }

  private void writeInTurn(List<Pending> batch) throws InterruptedException {
    boolean mine = shared.turn().tryAcquire(TURN_WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS);
    try {
      fill(batch, queue, settings.batchRatingsMax());
      if (mine && batch.size() < LARGE_ROWS) {
        shared.queues().forEach(other -> fill(batch, other, LARGE_ROWS));
      }
      if (mine && batch.size() >= LARGE_ROWS) {
        shared.turn().release();
        mine = false;
      }
      // Whoever was told to come again comes again.
      batch.removeIf(pending -> pending.outcome().isDone());
      if (!batch.isEmpty()) {
        writing = List.copyOf(batch);
        write(batch);
        writing = List.of();
      }
    } finally {
      if (mine) {
        shared.turn().release();
      }
    }
  }

  private void fill(List<Pending> batch, BlockingQueue<Pending> from, int ratingsMax) {
    int bytes = batch.stream().mapToInt(pending -> pending.row().bytes()).sum();
    while (batch.size() < ratingsMax && bytes < settings.batchBytesMax()) {
      Pending next = from.poll();
      if (next == null) {
        return;
      }
      batch.add(next);
      bytes += next.row().bytes();
    }
  }

  private void write(List<Pending> batch) {
    List<StoredRow> rows = batch.stream().map(Pending::row).toList();
    boolean anyMayExist = rowsMayExist();
    for (int tries = 1; ; tries++) {
      try {
        List<Appended> outcomes = appends.commit(connected(), rows, anyMayExist);
        counters.batches.increment();
        afterCommit.run();
        for (int i = 0; i < batch.size(); i++) {
          complete(batch.get(i), outcomes.get(i));
        }
        noteBack();
        return;
      } catch (SQLException e) {
        if (!mayTryAgain(e, tries, anyMayExist)) {
          fail(batch, e);
          return;
        }
        anyMayExist = true;
      } catch (RuntimeException e) {
        // A bug must not stop the lane; the callers are told and may come again.
        LOG.log(System.Logger.Level.ERROR, "a batch was not written", e);
        disconnect();
        refuse(batch);
        return;
      }
    }
  }

  private boolean mayTryAgain(SQLException e, int tries, boolean anyMayExist) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean again =
        switch (state) {
          case "23505" -> !anyMayExist; // unique_violation on the fast path
          case "40001", "40P01" -> tries < TRIES_MAX; // serialization_failure, deadlock_detected
          default -> false;
        };
    if (!again || !rolledBack()) {
      return false;
    }
    if (state.equals("23505")) {
      mayExist = true;
      mayExistUntilNanos = System.nanoTime() + settings.conflictMode().toNanos();
      counters.conflictBatches.increment();
    }
    return true;
  }

  // One row that the database refuses must not take the others with it.
  private void fail(List<Pending> batch, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean badRow = state.startsWith("22") || state.startsWith("23"); // data, integrity
    if (badRow || !away) {
      LOG.log(System.Logger.Level.WARNING, "a batch was not written: " + state, e);
    }
    away = !badRow;
    if (badRow && batch.size() > 1 && rolledBack()) {
      batch.forEach(pending -> write(List.of(pending)));
      return;
    }
    disconnect();
    refuse(batch);
  }

  // An outage is said once, not for each of the thousands of batches that callers send meanwhile.
  private void noteBack() {
    if (away) {
      away = false;
      LOG.log(System.Logger.Level.INFO, "batches are written again");
    }
  }

  private boolean rolledBack() {
    Connection current = connection;
    try {
      if (current != null) {
        current.rollback();
        return true;
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "rollback failed", e);
    }
    return false;
  }

  private boolean rowsMayExist() {
    mayExist = mayExist && System.nanoTime() - mayExistUntilNanos < 0;
    return mayExist;
  }

  // While the database is away each batch fails at once instead of waiting for the next try.
  private Connection connected() throws SQLException {
    Connection current = connection;
    if (current != null) {
      return current;
    }
    if (System.nanoTime() - reconnectAtNanos < 0) {
      throw new SQLException("waiting before the next connection", "08001");
    }
    try {
      Connection opened = connections.open("onthaal-feedback-writer");
      opened.setAutoCommit(false);
      connection = opened;
      backoff = BACKOFF_MIN;
      return opened;
    } catch (SQLException e) {
      reconnectAtNanos = System.nanoTime() + backoff.toNanos();
      Duration longer = backoff.multipliedBy(2);
      backoff =
          longer.compareTo(settings.reconnectBackoffMax()) < 0
              ? longer
              : settings.reconnectBackoffMax();
      throw e;
    }
  }

  private void disconnect() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "closing a connection failed", e);
      }
    }
  }

  private void refuse(List<Pending> batch) {
    batch.forEach(pending -> complete(pending, new Appended.Unavailable()));
  }

  private void complete(Pending pending, Appended outcome) {
    counters.count(outcome);
    pending.outcome().complete(outcome);
  }

  /// A row that waits for its commit, since when, and who waits for the outcome.
  record Pending(StoredRow row, long sinceNanos, CompletableFuture<Appended> outcome) {}

  /// What the writers of one log have in common.
  ///
  /// @param turn one permit
  /// @param queues of all of them
  record Shared(Semaphore turn, List<BlockingQueue<Pending>> queues) {
    Shared() {
      this(new Semaphore(1), new CopyOnWriteArrayList<>());
    }
  }
}
