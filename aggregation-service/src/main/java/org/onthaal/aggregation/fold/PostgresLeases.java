package org.onthaal.aggregation.fold;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Folding.Leases as session-level advisory locks on one connection: the database frees them the
/// moment the process dies. A process that lives on without a word, frozen or cut off, is found by
/// the silence of that connection, and loses it.
final class PostgresLeases implements Folding.Leases {
  private static final System.Logger LOG = System.getLogger(PostgresLeases.class.getPackageName());

  /// First half of the advisory lock's key; the partition is the second. The letters "fold".
  private static final int LOCK_CLASS = 0x666f6c64;

  private static final int VALID_SECONDS_MAX = 2;
  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

  private final PostgresTransactions transactions;
  private final InstantSource clock;
  private final Duration silenceMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Integer> held = new HashSet<>();
  private @Nullable Connection session;
  private Instant checked = Instant.MIN;

  PostgresLeases(PostgresTransactions transactions, InstantSource clock, Duration silenceMax) {
    this.transactions = transactions;
    this.clock = clock;
    this.silenceMax = silenceMax;
  }

  @Override
  public boolean holds(int partition) {
    lock.lock();
    try {
      Connection connection = session();
      if (held.contains(partition)) {
        return true;
      }
      try (var statement =
              PostgresTransactions.prepare(
                  connection, "SELECT pg_try_advisory_lock(?, ?)", List.of(LOCK_CLASS, partition));
          var rows = statement.executeQuery()) {
        if (rows.next() && rows.getBoolean(1)) {
          held.add(partition);
          return true;
        }
      }
      endSilentHolder(connection, partition);
      return false;
    } catch (SQLException e) {
      drop();
      throw new DatabaseFailedException(e);
    } finally {
      lock.unlock();
    }
  }

  /// A holder says something every second. One that does not is frozen or cut off, and its locks
  /// would keep the partition from everyone for as long as it stays so; without its connection it
  /// has none. What it may still do is fenced by the checkpoint.
  private void endSilentHolder(Connection connection, int partition) throws SQLException {
    try (var statement =
            PostgresTransactions.prepare(
                connection,
                """
                SELECT pg_terminate_backend(holder.pid)
                FROM pg_locks held
                JOIN pg_stat_activity holder USING (pid)
                JOIN pg_database here ON here.oid = held.database AND here.datname = current_database()
                WHERE held.locktype = 'advisory' AND held.classid = ?::bigint::oid AND held.objid = ?::bigint::oid AND held.granted
                  AND holder.state = 'idle'
                  AND holder.state_change < clock_timestamp() - ? * INTERVAL '1 millisecond'
                """,
                List.of(LOCK_CLASS, partition, silenceMax.toMillis()));
        var rows = statement.executeQuery()) {
      if (rows.next()) {
        LOG.log(
            Level.WARNING,
            "Partition {0}: its holder was silent for more than {1} and loses it",
            partition,
            silenceMax);
      }
    }
  }

  private Connection session() throws SQLException {
    Instant now = clock.instant();
    Connection open = session;
    if (open != null && Duration.between(checked, now).compareTo(CHECK_EVERY) > 0) {
      checked = now;
      if (!open.isValid(VALID_SECONDS_MAX)) {
        drop();
        open = null;
      }
    }
    if (open == null) {
      open = transactions.open();
      open.setAutoCommit(true);
      session = open;
      checked = now;
    }
    return open;
  }

  private void drop() {
    held.clear();
    Connection open = session;
    session = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "A broken lease connection did not close: {0}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      drop();
    } finally {
      lock.unlock();
    }
  }
}
