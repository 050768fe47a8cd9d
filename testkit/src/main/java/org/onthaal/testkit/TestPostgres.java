package org.onthaal.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One durable PostgreSQL server per test run, one database per test class.
 *
 * <p>The server starts with the first {@link #database(Class)} and stops with the JVM. It runs with
 * {@code fsync} and {@code synchronous_commit} on, as in production.
 */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

  private TestPostgres() {}

  /**
   * A new, empty database.
   *
   * @param owner the test class; its name becomes part of the database's name
   * @return a JDBC URL that needs no password
   */
  public static String database(Class<?> owner) {
    String name = name(owner);
    execute(url("postgres"), "CREATE DATABASE " + name);
    return url(name);
  }

  private static String name(Class<?> owner) {
    return owner.getSimpleName().toLowerCase(Locale.ROOT) + "_" + DATABASES.incrementAndGet();
  }

  /**
   * A new database as a schema makes it: the first one of each name is made, the others are copies
   * of it, which takes a fraction of the time.
   *
   * @param owner as above
   * @param schema name of the schema
   * @param make makes the schema in the empty database of this JDBC URL
   * @return a JDBC URL that needs no password
   */
  public static String database(Class<?> owner, String schema, Consumer<String> make) {
    String template =
        TEMPLATES.computeIfAbsent(
            schema,
            _ -> {
              execute(url("postgres"), "CREATE DATABASE " + schema + "_template");
              make.accept(url(schema + "_template"));
              return schema + "_template";
            });
    String name = name(owner);
    execute(url("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + template);
    return url(name);
  }

  /** Runs one statement on a database made by {@link #database(Class)}. */
  public static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  private static String url(String database) {
    return Server.RUNNING.getJdbcUrl("postgres", database);
  }

  /** Holds the server, so that it starts only when a test asks for it. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
      }
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for the tests did not stop", e);
      }
    }
  }
}
