package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.onthaal.feedback.rating.Rating;

/// Stored ratings page by page, in order of administration and id, each page one index scan. Safe
/// for any thread; every call blocks.
public final class PostgresRatingPages {
  private static final String ADMINISTRATIONS =
      """
      SELECT administration_id, code
      FROM administration
      WHERE code >= ?
      ORDER BY code
      """;

  private final DataSource pool;

  public PostgresRatingPages(DataSource pool) {
    this.pool = pool;
  }

  /// At most `rowsMax` ratings after the cursor.
  public List<Rating> page(RatingFilter filter, RatingCursor after, int rowsMax) {
    try (Connection connection = pool.getConnection()) {
      List<Rating> page = new ArrayList<>();
      for (Map.Entry<String, Integer> next :
          administrations(connection, filter, after).entrySet()) {
        UUID id =
            next.getKey().equals(after.administration()) ? after.id() : RatingCursor.START.id();
        int wanted = rowsMax - page.size();
        page.addAll(PostgresRows.page(connection, next.getValue(), id, filter, wanted));
        if (page.size() == rowsMax) {
          break;
        }
      }
      return page;
    } catch (SQLException e) {
      throw new StoreException("the ratings could not be read", e);
    }
  }

  private static Map<String, Integer> administrations(
      Connection connection, RatingFilter filter, RatingCursor after) throws SQLException {
    Map<String, Integer> found = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(ADMINISTRATIONS)) {
      statement.setString(1, after.administration());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String code = row.getString(2);
          if (filter.administrations().isEmpty() || filter.administrations().contains(code)) {
            found.put(code, row.getInt(1));
          }
        }
      }
    }
    return found;
  }

  /// Which stored ratings are wanted. No administrations means all; `to` is exclusive.
  public record RatingFilter(Set<String> administrations, Instant from, Instant to) {
    public RatingFilter {
      administrations = Set.copyOf(administrations);
    }
  }

  /// The last rating of a page, in order of administration and id.
  public record RatingCursor(String administration, UUID id) {
    /// Stands before every rating: no code is empty.
    public static final RatingCursor START = new RatingCursor("", new UUID(0, 0));
  }
}
