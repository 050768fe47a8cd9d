package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.onthaal.feedback.rating.RatingId;

/// Makes the partitions of `rating` before a batch needs them, one per month of the id's time.
///
/// Each month is made in a short transaction of its own: attaching takes SHARE UPDATE EXCLUSIVE on
/// `rating` and ACCESS EXCLUSIVE on the (empty) default partition. An advisory lock orders replicas
/// that need the same month at once. Safe for any thread.
///
/// Whoever reads all ratings (a recount) keeps a month from being attached, and an attachment that
/// waits keeps everyone else from the ratings. So it waits a moment only; the batch is refused and
/// its senders come again.
final class PostgresMonths {
  // Any constant that no one else uses: "rating" in ASCII.
  private static final long ADVISORY_LOCK = 0x726174696E67L;

  // Milliseconds. As long as this everyone waits behind a month; a sender retries over far longer.
  private static final int LOCK_WAIT_MAX = 1_000;

  private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

  /// Makes what is missing for these ids. The connection must not be in a transaction.
  void ensure(Connection connection, Collection<RatingId> ids) throws SQLException {
    Set<YearMonth> missing = new TreeSet<>();
    for (RatingId id : ids) {
      YearMonth month = YearMonth.from(id.time().atOffset(ZoneOffset.UTC));
      // The next one too: attaching waits for whoever reads all ratings, and a live rating at
      // midnight of the first should not.
      for (YearMonth wanted : List.of(month, month.plusMonths(1))) {
        if (!known.contains(wanted)) {
          missing.add(wanted);
        }
      }
    }
    for (YearMonth month : missing) {
      make(connection, month);
      known.add(month);
    }
  }

  private static void make(Connection connection, YearMonth month) throws SQLException {
    String name = "rating_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = " + LOCK_WAIT_MAX);
      statement.execute("SELECT pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
      if (!exists(connection, name)) {
        statement.execute(
            "CREATE TABLE " + name + " (LIKE rating INCLUDING DEFAULTS INCLUDING CONSTRAINTS)");
        statement.execute(
            String.format(
                Locale.ROOT,
                "ALTER TABLE rating ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')",
                name,
                first(month),
                first(month.plusMonths(1))));
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  // The smallest UUID whose time part lies in the month, whatever its version bits.
  private static UUID first(YearMonth month) {
    long millis = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new UUID(millis << 16, 0);
  }
}
