package org.onthaal.bench.report;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The raw ratings in a database that scans them for every question.
final class RawTable implements AutoCloseable {
  private final Connection connection;
  private final Dialect dialect;

  /// Where the two databases differ.
  ///
  /// @param divide operator that divides whole numbers
  /// @param time makes a time of seconds since 1970, to be formatted with an expression
  record Dialect(String divide, String time) {
    static final Dialect POSTGRESQL = new Dialect("/", "to_timestamp(%s)");
    static final Dialect DUCKDB = new Dialect("//", "make_timestamp((%s)::BIGINT * 1000000)");

    String at(long second) {
      return time.formatted(second);
    }
  }

  private RawTable(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /// As PostgreSQL people would do it: narrow rows in order of time, found by a BRIN index.
  static RawTable inPostgres(String url, History history) throws SQLException {
    RawTable table = new RawTable(DriverManager.getConnection(url), Dialect.POSTGRESQL);
    table.execute(
        """
        CREATE UNLOGGED TABLE raw_rating (
          rated_at timestamptz NOT NULL,
          service smallint NOT NULL,
          channel smallint NOT NULL,
          touchpoint smallint NOT NULL,
          language smallint NOT NULL,
          score smallint NOT NULL
        )
        """);
    table.execute(
        "INSERT INTO raw_rating (rated_at, service, channel, touchpoint, language, score) SELECT "
            + Dialect.POSTGRESQL.time().formatted(history.second("/"))
            + ", "
            + History.columns()
            + " FROM generate_series(0::bigint, "
            + (history.ratings() - 1)
            + ") AS numbers (i)");
    table.execute("CREATE INDEX ON raw_rating USING brin (rated_at)");
    table.execute("VACUUM (ANALYZE) raw_rating");
    return table;
  }

  /// A column store in this process, on one thread.
  ///
  /// @param url of a new file
  static RawTable inDuck(String url, History history) throws SQLException {
    RawTable table = new RawTable(DriverManager.getConnection(url), Dialect.DUCKDB);
    table.execute("SET threads TO 1");
    table.execute(
        "CREATE TABLE raw_rating AS SELECT "
            + Dialect.DUCKDB.time().formatted(history.second("//"))
            + " AS rated_at, s.service::SMALLINT AS service, s.channel::SMALLINT AS channel,"
            + " s.score::SMALLINT AS score FROM (SELECT i, "
            + History.columns()
            + " FROM range("
            + history.ratings()
            + ") AS numbers (i)) AS s");
    table.execute("CHECKPOINT");
    return table;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Counts per score, lowest first, of every group of a question.
  Map<String, List<Long>> answer(Question question) throws SQLException {
    String sql =
        "SELECT "
            + question.key(dialect)
            + " AS k, "
            + "count(*) FILTER (WHERE score = 1), count(*) FILTER (WHERE score = 2), "
            + "count(*) FILTER (WHERE score = 3), count(*) FILTER (WHERE score = 4), "
            + "count(*) FILTER (WHERE score = 5) FROM raw_rating WHERE rated_at >= "
            + dialect.at(question.from().getEpochSecond())
            + " AND rated_at < "
            + dialect.at(question.to().getEpochSecond())
            + question.condition()
            + " GROUP BY k";
    Map<String, List<Long>> groups = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        groups.put(
            rows.getString(1),
            List.of(
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getLong(6)));
      }
    }
    return groups;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
