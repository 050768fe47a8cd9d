package org.onthaal.aggregation.fold;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// The connection pool, and what every transaction has in common. Safe for any thread.
final class PostgresTransactions implements AutoCloseable {
  private final HikariDataSource pool;

  private PostgresTransactions(HikariDataSource pool) {
    this.pool = pool;
  }

  static PostgresTransactions connect(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("aggregation");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connectionsMax());
    config.setMinimumIdle(2);
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setAutoCommit(false);
    // A database that is down at start is a reason to wait, not to die.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("socketTimeout", settings.socketTimeout().toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty(
        "options",
        "-c idle_in_transaction_session_timeout=" + settings.idleTransactionMax().toMillis());
    config.addDataSourceProperty("ApplicationName", "aggregation-service");
    return new PostgresTransactions(new HikariDataSource(config));
  }

  /// Work on a connection.
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /// Says how a transaction ends.
  record Outcome<T>(T value, boolean commit) {}

  /// One transaction; committed unless the outcome or an exception says otherwise.
  <T> T transact(Work<Outcome<T>> work) {
    try (Connection connection = pool.getConnection()) {
      try {
        Outcome<T> outcome = work.run(connection);
        if (outcome.commit()) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return outcome.value();
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseFailedException(e);
    }
  }

  /// One snapshot that changes nothing, or only temporary tables.
  <T> T snapshot(Work<T> work) {
    return transact(connection -> {
      execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      return new Outcome<>(work.run(connection), false);
    });
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /// A connection for one owner, who closes it.
  Connection open() throws SQLException {
    return pool.getConnection();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Binds arrays as SQL arrays and everything else as it is.
  static PreparedStatement prepare(Connection connection, String sql, List<?> parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      int index = 1;
      for (Object parameter : parameters) {
        statement.setObject(index++, bindable(connection, parameter));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static Object bindable(Connection connection, Object parameter) throws SQLException {
    return switch (parameter) {
      case long[] numbers -> connection.createArrayOf("int8", box(numbers));
      case String[] texts -> connection.createArrayOf("text", texts);
      case java.time.Instant time -> time.atOffset(java.time.ZoneOffset.UTC);
      default -> parameter;
    };
  }

  private static Object[] box(long[] numbers) {
    return java.util.Arrays.stream(numbers).boxed().toArray();
  }

  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, List.of(parameters))) {
      return statement.executeUpdate();
    }
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
