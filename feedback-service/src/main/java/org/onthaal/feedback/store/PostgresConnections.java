package org.onthaal.feedback.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// Opens connections that notice a dead server: without a socket timeout they hang for ever after a
/// failover.
public final class PostgresConnections {
  private final DatabaseSettings database;
  private final StoreSettings settings;

  public PostgresConnections(DatabaseSettings database, StoreSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /// A connection of its own, outside any pool.
  Connection open(String applicationName) throws SQLException {
    return DriverManager.getConnection(database.url(), hurried(applicationName));
  }

  /// A connection whose statements may take as long as the caller says, and whose transaction may
  /// wait for whoever reads its rows.
  Connection open(String applicationName, Duration socketTimeout) throws SQLException {
    Properties properties = properties(applicationName);
    properties.setProperty("socketTimeout", Long.toString(socketTimeout.toSeconds()));
    return DriverManager.getConnection(database.url(), properties);
  }

  /// A pool for calls that hold a connection while they work. Opening does not wait for a server.
  public HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setDataSourceProperties(hurried("onthaal-feedback"));
    config.setPoolName("feedback");
    config.setMaximumPoolSize(settings.poolConnectionsMax());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setIdleTimeout(Duration.ofMinutes(5).toMillis());
    config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  // A frozen process would keep its locks, those of the heads among them, for as long as it is.
  private Properties hurried(String applicationName) {
    Properties properties = properties(applicationName);
    properties.setProperty(
        "options",
        "-c idle_in_transaction_session_timeout=" + database.idleTransactionMax().toMillis());
    return properties;
  }

  private Properties properties(String applicationName) {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    if (!database.password().isEmpty()) {
      properties.setProperty("password", database.password());
    }
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty(
        "connectTimeout", Long.toString(Math.max(1, settings.connectTimeout().toSeconds())));
    properties.setProperty("socketTimeout", Long.toString(settings.socketTimeout().toSeconds()));
    properties.setProperty("targetServerType", "primary");
    return properties;
  }
}
