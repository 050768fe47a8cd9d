package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.SurveyVersion;
import org.onthaal.feedback.store.CountedCell.CountedWindow;
import org.onthaal.feedback.survey.Language;

/// Counts every stored rating anew, in one snapshot together with the heads that it saw. Blocks for
/// as long as a scan of all ratings takes, on a connection of its own.
public final class PostgresRecount {
  private static final int SCORE_MAX = 10;
  private static final int FETCH_ROWS = 2_000;
  // A scan sends nothing until it has counted everything.
  private static final Duration SCAN_MAX = Duration.ofMinutes(30);

  private static final String DAY = "(rated_at AT TIME ZONE administration.zone)::date";
  // As date_trunc in UTC, without looking the zone up for each row.
  private static final String HOUR = bin("1 hour");
  private static final String MINUTE = bin("1 minute");
  private static final String ALL = "TRUE";
  // The same rule as in the fold: an entry that came more than 72 h late has no minute.
  private static final String IN_TIME =
      "received_at - rated_at <= INTERVAL '72 hours'" + " AND " + MINUTE + " >= ?";

  private final PostgresConnections connections;

  public PostgresRecount(PostgresConnections connections) {
    this.connections = connections;
  }

  /// Hands on the heads first, then each cell once.
  public void count(
      Optional<Instant> minutesFrom, Consumer<List<Offset>> heads, Consumer<CountedCell> cells) {
    try (Connection connection = connections.open("onthaal-feedback-recount", SCAN_MAX)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // also what makes the driver fetch in pages
      heads.accept(LogHead.all(connection));
      count(connection, sql(DAY, ALL), Optional.empty(), PostgresRecount::day, cells);
      count(connection, sql(HOUR, ALL), Optional.empty(), PostgresRecount::hour, cells);
      if (minutesFrom.isPresent()) {
        count(connection, sql(MINUTE, IN_TIME), minutesFrom, PostgresRecount::minute, cells);
      }
      connection.rollback();
    } catch (SQLException e) {
      throw new StoreException("the ratings could not be counted", e);
    }
  }

  private static String bin(String width) {
    return "date_bin('" + width + "', rated_at, TIMESTAMPTZ '1970-01-01 00:00:00Z')";
  }

  // The window's expression and the condition are constants of this class.
  private static String sql(String window, String condition) {
    StringBuilder counts = new StringBuilder();
    for (int score = 0; score <= SCORE_MAX; score++) {
      counts
          .append("count(*) FILTER (WHERE answer.score = ")
          .append(score)
          .append(") AS n")
          .append(score)
          .append(", ");
    }
    return """
    WITH answer AS (
      SELECT administration_id, touchpoint_id, channel, language, rated_at, received_at, origin,
        flags, question_id, metric, score
      FROM rating
      WHERE touchpoint_id IS NOT NULL
      UNION ALL
      SELECT rating.administration_id, touchpoint_id, channel, language, rated_at, received_at,
        origin, flags, rating_answer.question_id, rating_answer.metric, rating_answer.score
      FROM rating_answer
      JOIN rating USING (administration_id, id)
      WHERE touchpoint_id IS NOT NULL AND choices IS NULL
    ), counted AS (
      SELECT answer.administration_id, touchpoint_id, channel, language, question_id, metric,
        flags & 12 <> 0 AS suspected, origin = 2 AS imported, %s AS window_start, %s
        count(*) FILTER (WHERE answer.score IS NULL) AS dont_know
      FROM answer
      JOIN administration USING (administration_id)
      WHERE %s
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    )
    SELECT administration.code, service.code, touchpoint.key, channel, counted.language,
      question.survey_code, question.code, counted.metric, suspected, imported, counted.*
    FROM counted
    JOIN administration USING (administration_id)
    JOIN touchpoint USING (touchpoint_id)
    JOIN service USING (service_id)
    JOIN question USING (question_id)
    """
        .formatted(window, counts, condition);
  }

  private static void count(
      Connection connection,
      String sql,
      Optional<Instant> from,
      WindowColumn window,
      Consumer<CountedCell> cells)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      if (from.isPresent()) {
        statement.setObject(1, from.get().atOffset(ZoneOffset.UTC));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          cells.accept(cell(row, window.read(row)));
        }
      }
    }
  }

  private static CountedCell cell(ResultSet row, CountedWindow window) throws SQLException {
    Place place =
        new Place(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            Columns.channel(row.getInt(4)),
            Optional.ofNullable(row.getString(5)).map(Language::new),
            new SurveyVersion(row.getString(6), 0)); // versions are counted together
    List<Long> counts = new ArrayList<>();
    for (int score = 0; score <= SCORE_MAX; score++) {
      counts.add(row.getLong("n" + score));
    }
    return new CountedCell(
        place,
        row.getString(7),
        Columns.metric(row.getInt(8)),
        row.getBoolean(9),
        row.getBoolean(10),
        window,
        counts,
        row.getLong("dont_know"));
  }

  private static CountedWindow day(ResultSet row) throws SQLException {
    return new CountedWindow.Day(row.getObject("window_start", LocalDate.class));
  }

  private static CountedWindow hour(ResultSet row) throws SQLException {
    return new CountedWindow.Hour(row.getObject("window_start", OffsetDateTime.class).toInstant());
  }

  private static CountedWindow minute(ResultSet row) throws SQLException {
    return new CountedWindow.Minute(
        row.getObject("window_start", OffsetDateTime.class).toInstant());
  }

  @FunctionalInterface
  private interface WindowColumn {
    CountedWindow read(ResultSet row) throws SQLException;
  }
}
