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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.SurveyVersion;
import org.onthaal.feedback.store.CountedCell.CountedWindow;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Metric;

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

  private static final String NAMED =
      """
      SELECT administration.code, service.code, touchpoint.key, channel, counted.language,
        question.survey_code, question.code, counted.metric, suspected, imported, counted.*
      FROM counted
      JOIN administration USING (administration_id)
      JOIN touchpoint USING (touchpoint_id)
      JOIN service USING (service_id)
      JOIN question USING (question_id)
      """;

  // The score beside, as in the fold: the first answer where that is a CSAT, else the first CSAT
  // there is, else the first answer. Each
  // answer also counts as the empty choice, which stands for any.
  private static final String CHOICES =
      """
      WITH answer AS (
        SELECT rating.administration_id, touchpoint_id, channel, language, rated_at, origin, flags, rating_answer.question_id, choice,
          coalesce(csat.metric, rating.metric) AS metric,
          CASE WHEN csat.metric IS NULL THEN rating.score ELSE csat.score END AS score
        FROM rating_answer
        JOIN rating USING (administration_id, id)
        LEFT JOIN LATERAL (
          SELECT other.metric, other.score
          FROM rating_answer other
          WHERE other.administration_id = rating.administration_id AND other.id = rating.id AND other.metric = %d
          ORDER BY other.answer_position
          LIMIT 1
        ) AS csat ON rating.metric <> %d
        CROSS JOIN LATERAL unnest(array_append(rating_answer.choices, '')) AS choice
        WHERE touchpoint_id IS NOT NULL AND rating_answer.choices IS NOT NULL
      ), counted AS (
        SELECT answer.administration_id, touchpoint_id, channel, language, question_id, metric, choice,
          flags & 12 <> 0 AS suspected, origin = 2 AS imported, %s AS window_start, %s
        FROM answer
        JOIN administration USING (administration_id)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
      )
      %s
      """
          .formatted(
              Columns.number(Metric.CSAT), Columns.number(Metric.CSAT), DAY, counts(), NAMED);

  private final PostgresConnections connections;

  public PostgresRecount(PostgresConnections connections) {
    this.connections = connections;
  }

  /// Hands on the heads first, then each cell once, then what was chosen if that is asked for.
  public void count(
      Optional<Instant> minutesFrom,
      Consumer<List<Offset>> heads,
      Consumer<CountedCell> cells,
      Optional<Consumer<CountedCell.Chosen>> choices) {
    try (Connection connection = connections.open("onthaal-feedback-recount", SCAN_MAX)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // also what makes the driver fetch in pages
      heads.accept(LogHead.all(connection));
      RowReader days = row -> cells.accept(cell(row, day(row)));
      count(connection, sql(DAY, ALL), Optional.empty(), days);
      RowReader hours = row -> cells.accept(cell(row, hour(row)));
      count(connection, sql(HOUR, ALL), Optional.empty(), hours);
      if (minutesFrom.isPresent()) {
        RowReader minutes = row -> cells.accept(cell(row, minute(row)));
        count(connection, sql(MINUTE, IN_TIME), minutesFrom, minutes);
      }
      if (choices.isPresent()) {
        RowReader chosen =
            row ->
                choices
                    .get()
                    .accept(new CountedCell.Chosen(row.getString("choice"), cell(row, day(row))));
        count(connection, CHOICES, Optional.empty(), chosen);
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
      FROM answer
      JOIN administration USING (administration_id)
      WHERE %s
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    )
    %s
    """
        .formatted(window, counts(), condition, NAMED);
  }

  private static String counts() {
    return IntStream.rangeClosed(0, SCORE_MAX)
            .mapToObj(score ->
                "count(*) FILTER (WHERE answer.score = %d) AS n%d, ".formatted(score, score))
            .collect(Collectors.joining())
        + "count(*) FILTER (WHERE answer.score IS NULL) AS dont_know";
  }

  private static void count(
      Connection connection, String sql, Optional<Instant> from, RowReader reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      if (from.isPresent()) {
        statement.setObject(1, from.get().atOffset(ZoneOffset.UTC));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          reader.read(row);
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
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
