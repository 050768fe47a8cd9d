package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.SurveyCatalog;

/// Single stored ratings: found, amended, erased. Safe for any thread; every call blocks.
///
/// A change computes old and new facts under the row's lock, in the transaction that appends them.
public final class PostgresRatings {
  private static final String LOCATE =
      """
      SELECT administration.code
      FROM rating
      JOIN administration USING (administration_id)
      WHERE rating.id = ?
      ORDER BY administration.code
      """;

  // The id alone, so that all months but one are pruned.
  private static final String LOCK =
      """
      SELECT fingerprint
      FROM rating
      WHERE administration_id = ? AND id = ?
      FOR UPDATE
      """;

  private static final String AMEND =
      """
      UPDATE rating
      SET question_id = ?, metric = ?, score = ?, comment = ?
      WHERE administration_id = ? AND id = ?
      """;

  private static final String ERASE =
      """
      UPDATE rating
      SET touchpoint_id = NULL, channel = NULL, language = NULL, survey_version = NULL,
        rated_at = NULL, received_at = NULL, origin = NULL, flags = NULL, comment = NULL,
        question_id = NULL, metric = NULL, score = NULL, context = NULL
      WHERE administration_id = ? AND id = ?
      """;

  private static final String DELETE_ANSWERS =
      """
      DELETE FROM rating_answer
      WHERE administration_id = ? AND id = ?
      """;

  private static final String HAS_RATINGS =
      """
      SELECT EXISTS (
        SELECT
        FROM rating
        WHERE administration_id = ?
      )
      """;

  private final PostgresStore store;
  private final SurveyCatalog catalog;
  private final Runnable afterCommit;

  public PostgresRatings(PostgresStore store, SurveyCatalog catalog, Runnable afterCommit) {
    this.store = store;
    this.catalog = catalog;
    this.afterCommit = afterCommit;
  }

  /// Codes of the administrations that hold a rating, erased or not, by this id.
  public List<String> administrationsOf(RatingId id) {
    try (Connection connection = store.pool().getConnection();
        PreparedStatement statement = connection.prepareStatement(LOCATE)) {
      statement.setObject(1, id.value());
      List<String> codes = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          codes.add(row.getString(1));
        }
      }
      return codes;
    } catch (SQLException e) {
      throw new StoreException("the rating could not be looked for", e);
    }
  }

  /// The rating as it is stored; empty when there is none or it was erased.
  public Optional<Rating> find(String administration, RatingId id) {
    try (Connection connection = store.pool().getConnection()) {
      return PostgresRows.find(connection, catalog.administrationId(administration), id);
    } catch (SQLException e) {
      throw new StoreException("the rating could not be read", e);
    }
  }

  /// Replaces answers and comment by what the change makes of the stored rating. Empty when there
  /// is none or it was erased.
  public Optional<Offset> amend(String administration, RatingId id, UnaryOperator<Rating> change) {
    return inTransaction(connection -> {
      int administrationId = catalog.administrationId(administration);
      Optional<Fingerprint> lock = lock(connection, administrationId, id);
      Optional<Rating> before = PostgresRows.find(connection, administrationId, id);
      if (lock.isEmpty() || before.isEmpty()) {
        return Optional.empty();
      }
      Rating after = change.apply(before.get());
      write(connection, StoredRow.of(after, lock.get(), Optional.empty(), catalog));
      return Optional.of(
          append(connection, administration, new LogEntry.Amended(before.get(), after)));
    });
  }

  /// Leaves only a tombstone. Repeating it changes nothing and tells the head. Empty when there is
  /// no such rating.
  public Optional<Offset> erase(String administration, RatingId id) {
    return inTransaction(connection -> {
      int administrationId = catalog.administrationId(administration);
      if (lock(connection, administrationId, id).isEmpty()) {
        return Optional.empty();
      }
      Optional<Rating> before = PostgresRows.find(connection, administrationId, id);
      if (before.isEmpty()) {
        return Optional.of(head(connection, administration));
      }
      update(connection, ERASE, administrationId, id);
      update(connection, DELETE_ANSWERS, administrationId, id);
      return Optional.of(append(connection, administration, new LogEntry.Erased(before.get())));
    });
  }

  /// Whether an administration has ratings. Where it has none, it gets none until the transaction
  /// of whoever asks ends; that transaction must see what others committed (READ COMMITTED).
  public static boolean hasRatings(Connection connection, int administrationId)
      throws SQLException {
    PostgresAppend.FirstRatings.holdBack(connection);
    try (PreparedStatement statement = connection.prepareStatement(HAS_RATINGS)) {
      statement.setInt(1, administrationId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private Offset append(Connection connection, String administration, LogEntry entry)
      throws SQLException {
    byte[] facts = store.encoder().encode(List.of(entry));
    TreeMap<Integer, LogHead.NewRow> rows = new TreeMap<>();
    rows.put(LogPartitions.of(administration), new LogHead.NewRow(1, facts));
    return LogHead.append(connection, rows).firstEntry().getValue();
  }

  private static Offset head(Connection connection, String administration) throws SQLException {
    TreeSet<Integer> partition = new TreeSet<>(List.of(LogPartitions.of(administration)));
    return LogHead.current(connection, partition).firstEntry().getValue();
  }

  private static Optional<Fingerprint> lock(
      Connection connection, int administrationId, RatingId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setInt(1, administrationId);
      statement.setObject(2, id.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(Fingerprint.of(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  private static void write(Connection connection, StoredRow row) throws SQLException {
    update(connection, DELETE_ANSWERS, row.administrationId(), row.rating().id());
    var first = row.rating().answers().getFirst();
    int score = StoredRow.score(first);
    try (PreparedStatement statement = connection.prepareStatement(AMEND)) {
      statement.setInt(1, row.questionIds().getFirst());
      statement.setInt(2, StoredRow.metric(first));
      statement.setObject(3, score < 0 ? null : score, java.sql.Types.SMALLINT);
      statement.setString(4, row.rating().comment().isEmpty() ? null : row.rating().comment());
      statement.setInt(5, row.administrationId());
      statement.setObject(6, row.rating().id().value());
      statement.executeUpdate();
    }
    PostgresBatch.insertAnswers(connection, List.of(row));
  }

  private static void update(Connection connection, String sql, int administrationId, RatingId id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, administrationId);
      statement.setObject(2, id.value());
      statement.executeUpdate();
    }
  }

  private Optional<Offset> inTransaction(Work work) {
    try (Connection connection = store.pool().getConnection()) {
      connection.setAutoCommit(false);
      try {
        Optional<Offset> offset = work.run(connection);
        connection.commit();
        afterCommit.run();
        return offset;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("the rating could not be changed", e);
    }
  }

  @FunctionalInterface
  private interface Work {
    Optional<Offset> run(Connection connection) throws SQLException;
  }
}
