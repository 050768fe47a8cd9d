package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Drains a bounded queue without linger, one transaction per batch. [#offer] and [#close] are safe
/// for any thread; everything else happens on the one thread that runs it.
final class BatchWriter implements Runnable {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.store");
  // How soon a writer without work notices that it was closed.
  private static final Duration IDLE_POLL = Duration.ofMillis(50);
  private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
  // Smaller batches mean that few come: they are answered at once.
  private static final int REST_ROWS_MIN = 5;
  // A rest is as long as the batch was large, so that it shows only under load.
  private static final Duration REST_PER_ROW = Duration.ofNanos(200_000);
  private static final Duration REST_STEP = Duration.ofMillis(1);
  // Deadlocks and serialization failures end by themselves; more tries mean something else.
  private static final int TRIES_MAX = 5;

  private final BlockingQueue<Pending> queue;
  private final PostgresConnections connections;
  private final PostgresAppend appends;
  private final StoreSettings settings;
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
      Runnable afterCommit,
      StoreCounters counters) {
    queue = new LinkedBlockingQueue<>(settings.queueRatingsMax() / settings.writers());
    this.connections = connections;
    this.appends = appends;
    this.settings = settings;
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
        fill(batch);
        if (!batch.isEmpty()) {
          writing = List.copyOf(batch);
          write(batch);
          writing = List.of();
          int written = batch.size();
          batch.clear();
          rest(written);
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

  private void fill(List<Pending> batch) throws InterruptedException {
    Pending next = queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS);
    int bytes = 0;
    while (next != null) {
      // Whoever was told to come again comes again.
      if (!next.outcome().isDone()) {
        batch.add(next);
        bytes += next.row().bytes();
      }
      boolean full =
          batch.size() >= settings.batchRatingsMax() || bytes >= settings.batchBytesMax();
      next = full ? null : queue.poll();
    }
  }

  // Each commit costs the same however many rows it carries. Resting ends as soon as nobody comes.
  private void rest(int written) throws InterruptedException {
    if (written < REST_ROWS_MIN) {
      return;
    }
    long began = System.nanoTime();
    long most = Math.min(settings.restMax().toNanos(), written * REST_PER_ROW.toNanos());
    int before = -1;
    int waiting = queue.size();
    while (!closed
        && before < waiting
        && waiting < settings.batchRatingsMax()
        && System.nanoTime() - began < most) {
      Thread.sleep(REST_STEP);
      before = waiting;
      waiting = queue.size();
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
}
