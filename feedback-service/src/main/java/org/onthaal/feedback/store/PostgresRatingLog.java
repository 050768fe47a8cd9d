package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.store.RatingLog.LogRow;
import org.onthaal.feedback.store.burst.BurstLimits;
import org.onthaal.feedback.store.burst.PostgresBursts;
import org.onthaal.feedback.survey.SurveyCatalog;

/// The log in PostgreSQL. Safe for any thread.
public final class PostgresRatingLog implements RatingLog {
  private static final String READ =
      """
      SELECT log_offset, appended_at, facts
      FROM rating_log
      WHERE log_partition = ? AND log_offset > ?
      ORDER BY log_offset
      LIMIT ?
      """;

  private final DataSource pool;
  private final SurveyCatalog catalog;
  private final WriterLanes lanes;

  private PostgresRatingLog(DataSource pool, SurveyCatalog catalog, WriterLanes lanes) {
    this.pool = pool;
    this.catalog = catalog;
    this.lanes = lanes;
  }

  /// Starts the writers.
  ///
  /// @param bursts what one device may give
  /// @param afterCommit called by a writer after each commit; must not block
  public static PostgresRatingLog open(
      PostgresStore store,
      SurveyCatalog catalog,
      BurstLimits bursts,
      Runnable afterCommit,
      ThreadFactory threads) {
    PostgresMonths months = new PostgresMonths();
    PostgresAppend appends =
        new PostgresAppend(months, new PostgresBursts(bursts), store.encoder());
    BatchWriter.Shared shared = new BatchWriter.Shared();
    WriterLanes lanes =
        new WriterLanes(
            store.settings().writers(),
            () ->
                new BatchWriter(
                    store.connections(),
                    appends,
                    store.settings(),
                    shared,
                    afterCommit,
                    store.counters()),
            threads,
            store.counters());
    return new PostgresRatingLog(store.pool(), catalog, lanes);
  }

  /// Appends the change of one administration's catalogue, in the transaction that makes it.
  ///
  /// @param facts the bytes of the contract's `LogFacts` with one catalogue change
  public static Offset appendCatalogueChange(
      Connection connection, String administration, byte[] facts) throws SQLException {
    int partition = LogPartitions.of(administration);
    TreeMap<Integer, LogHead.NewRow> rows = new TreeMap<>();
    rows.put(partition, new LogHead.NewRow(1, facts));
    return LogHead.append(connection, rows).firstEntry().getValue();
  }

  @Override
  public CompletableFuture<Appended> append(
      Rating rating, Fingerprint fingerprint, Optional<String> device) {
    return lanes.append(StoredRow.of(rating, fingerprint, device, catalog));
  }

  @Override
  public List<LogRow> read(Offset after, int rowsMax) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setInt(1, after.partition());
      statement.setLong(2, after.value());
      statement.setInt(3, rowsMax);
      List<LogRow> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(
              new LogRow(
                  new Offset(after.partition(), row.getLong(1)),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getBytes(3)));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new StoreException("the log could not be read", e);
    }
  }

  @Override
  public List<Offset> heads() {
    try (Connection connection = pool.getConnection()) {
      return LogHead.all(connection);
    } catch (SQLException e) {
      throw new StoreException("the heads could not be read", e);
    }
  }

  /// Ratings that wait for a commit.
  public int waiting() {
    return lanes.waiting();
  }

  /// Writes what waits, then ends the writers.
  public void close(Duration timeout) throws InterruptedException {
    lanes.close(timeout);
  }
}
