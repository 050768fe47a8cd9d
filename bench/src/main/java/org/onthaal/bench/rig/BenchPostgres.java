package org.onthaal.bench.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// A PostgreSQL server for one run, durable as in production, deleted afterwards. Every cell stores
/// into it.
public final class BenchPostgres implements AutoCloseable {
  /// What an administrator of a busy server would set; the same for every cell.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "shared_buffers", "1GB",
          "wal_compression", "on",
          "checkpoint_timeout", "15min",
          "max_wal_size", "8GB",
          "max_connections", "300");

  private final Path folder;
  private final EmbeddedPostgres server;
  private final Connection asking;

  private BenchPostgres(Path folder, EmbeddedPostgres server) throws SQLException {
    this.folder = folder;
    this.server = server;
    asking = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
  }

  public static BenchPostgres start() throws IOException {
    Path folder = Files.createTempDirectory("onthaal-bench");
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(true);
    SETTINGS.forEach(builder::setServerConfig);
    EmbeddedPostgres server = builder.start();
    try {
      return new BenchPostgres(folder, server);
    } catch (SQLException e) {
      server.close();
      throw new IOException("the database does not answer", e);
    }
  }

  /// Holds everything of this run; other parts of a bench may keep their files here too.
  public Path folder() {
    return folder;
  }

  public int port() {
    return server.getPort();
  }

  /// Bytes of write-ahead log so far, of all databases.
  public long walBytes() {
    synchronized (asking) {
      try (var statement = asking.createStatement();
          var rows = statement.executeQuery("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) {
        rows.next();
        return rows.getLong(1);
      } catch (SQLException e) {
        throw new IllegalStateException("the write-ahead log cannot be measured", e);
      }
    }
  }

  /// A new, empty database.
  ///
  /// @return its JDBC URL
  public String createDatabase(String name) {
    execute(url("postgres"), "CREATE DATABASE " + name);
    return url(name);
  }

  public String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  /// Process id of the postmaster, the parent of all others.
  public long pid() {
    try {
      return Long.parseLong(
          Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes everything out, so that no cell pays for the pages of the one before.
  public void checkpoint() {
    execute(url("postgres"), "CHECKPOINT");
  }

  public String version() {
    return text(url("postgres"), "SHOW server_version");
  }

  public static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public static long count(String url, String table) {
    return Long.parseLong(text(url, "SELECT count(*) FROM " + table));
  }

  /// The first column of the first row.
  public static String text(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      asking.close();
    } catch (SQLException e) {
      throw new IOException("the connection did not close", e);
    } finally {
      server.close();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
