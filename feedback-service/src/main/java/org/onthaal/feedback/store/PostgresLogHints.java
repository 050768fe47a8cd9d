package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Tells other replicas that something was committed, and hears it from them. A hint only: whoever
/// misses one finds out by polling.
///
/// Sent after the commit, on a connection of its own, many commits in one: NOTIFY inside the
/// writing transaction takes a database-wide lock and ends group commit.
public final class PostgresLogHints {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.store");
  private static final String CHANNEL = "rating_log";
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
  private static final int LISTEN_MILLIS = 500;

  private final PostgresConnections connections;
  private final Runnable heard;
  private final Duration every;
  private final Semaphore committed = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread sender;
  private final Thread listener;
  private volatile boolean closed;
  private volatile int senderProcess;

  /// @param heard called for commits of this and of other replicas; must not block
  /// @param every commits within so long are one hint to the other replicas
  public PostgresLogHints(
      PostgresConnections connections, Runnable heard, Duration every, ThreadFactory threads) {
    this.connections = connections;
    this.heard = heard;
    this.every = every;
    sender = threads.newThread(() -> repeat(this::send));
    listener = threads.newThread(() -> repeat(this::listen));
  }

  /// Starts telling and hearing.
  public void start() {
    sender.start();
    listener.start();
  }

  /// Something was committed here.
  public void afterCommit() {
    heard.run();
    if (committed.availablePermits() == 0) {
      committed.release();
    }
  }

  /// Stops; does not wait for the database.
  public void close() {
    closed = true;
    stopped.countDown();
    sender.interrupt();
    listener.interrupt();
  }

  private void repeat(Work work) {
    while (!closed) {
      try (Connection connection = connections.open("onthaal-feedback-hints")) {
        work.run(connection);
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "hints are off for a moment", e);
        pause();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void send(Connection connection) throws SQLException, InterruptedException {
    senderProcess = connection.unwrap(PGConnection.class).getBackendPID();
    try (Statement statement = connection.createStatement()) {
      while (!closed) {
        if (committed.tryAcquire(1, TimeUnit.SECONDS)) {
          committed.drainPermits();
          statement.execute("NOTIFY " + CHANNEL);
          var _ = stopped.await(every.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    PGConnection session = connection.unwrap(PGConnection.class);
    while (!closed) {
      PGNotification @Nullable [] notifications = session.getNotifications(LISTEN_MILLIS);
      if (notifications != null && Stream.of(notifications).anyMatch(this::isFromOthers)) {
        heard.run();
      }
    }
  }

  // What was committed here is known here already.
  private boolean isFromOthers(PGNotification notification) {
    return notification.getPID() != senderProcess;
  }

  private void pause() {
    try {
      var _ = stopped.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @FunctionalInterface
  private interface Work {
    void run(Connection connection) throws SQLException, InterruptedException;
  }
}
