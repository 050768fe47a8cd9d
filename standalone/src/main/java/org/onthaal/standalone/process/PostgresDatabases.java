package org.onthaal.standalone.process;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// One database and one role per service; a role can open only its own.
final class PostgresDatabases {
  private final PostgresServer server;
  private final String superuserPassword;

  PostgresDatabases(PostgresServer server, String superuserPassword) {
    this.server = server;
    this.superuserPassword = superuserPassword;
  }

  /// Creates what is missing.
  ///
  /// @param name of both the database and its role; letters only
  /// @param password hexadecimal, so that it needs no quoting
  void create(String name, String password) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            server.url("postgres"), PostgresServer.SUPERUSER, superuserPassword)) {
      boolean exists =
          exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ? ORDER BY 1", name);
      execute(
          connection,
          (exists ? "ALTER" : "CREATE") + " ROLE " + name + " LOGIN PASSWORD '" + password + "'");
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ? ORDER BY 1", name)) {
        execute(connection, "CREATE DATABASE " + name + " OWNER " + name);
      }
      execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
      execute(connection, "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
    }
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
