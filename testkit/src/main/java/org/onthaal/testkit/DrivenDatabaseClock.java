package org.onthaal.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * One clock for a process and for the statements of its database: both stand still until the test
 * moves them.
 *
 * <p>Functions named {@code clock_timestamp()} and {@code now()} stand in a schema that this
 * database's search path names before {@code pg_catalog}; the server and the SQL that calls them
 * are unchanged. {@code CURRENT_TIMESTAMP} is grammar and stays the machine's time, and so do other
 * databases of the server. Source: PostgreSQL 18, section 5.10.5 "Schemas and the System Catalogs".
 *
 * <p>Safe for any thread.
 */
public final class DrivenDatabaseClock implements InstantSource, AutoCloseable {
  private static final String INSTALL =
      """
      CREATE SCHEMA driven;
      CREATE TABLE driven.clock (at timestamptz NOT NULL);
      INSERT INTO driven.clock VALUES ('-infinity');
      CREATE FUNCTION driven.clock_timestamp() RETURNS timestamptz
      VOLATILE LANGUAGE sql AS 'SELECT at FROM driven.clock';
      CREATE FUNCTION driven.now() RETURNS timestamptz
      VOLATILE LANGUAGE sql AS 'SELECT at FROM driven.clock';
      DO $$
      BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = public, driven, pg_catalog', current_database());
      END $$;
      """;

  private final Connection connection;
  private final TestClock clock;

  private DrivenDatabaseClock(Connection connection, TestClock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Gives a database a clock that stands at a time. Connections that are opened from now on read
   * it; what they create goes to {@code public}, as before. Migrate first: an empty schema is what
   * migrations expect.
   *
   * @param url of a superuser of the database
   */
  public static DrivenDatabaseClock install(String url, Instant start) {
    try {
      Connection connection = DriverManager.getConnection(url);
      try (var statement = connection.createStatement()) {
        statement.execute(INSTALL);
      }
      DrivenDatabaseClock clock = new DrivenDatabaseClock(connection, new TestClock(start));
      clock.set(start);
      return clock;
    } catch (SQLException e) {
      throw new IllegalStateException("the clock of " + url + " could not be installed", e);
    }
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  /** Moves both clocks to a time. */
  public synchronized void set(Instant instant) {
    Instant at = instant.truncatedTo(ChronoUnit.MICROS);
    try (PreparedStatement update = connection.prepareStatement("UPDATE driven.clock SET at = ?")) {
      update.setTimestamp(1, Timestamp.from(at));
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the clock could not be set to " + at, e);
    }
    clock.set(at);
  }

  /** Moves both clocks forward, or back when negative. */
  public synchronized void advance(Duration by) {
    set(instant().plus(by));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the connection of the clock did not close", e);
    }
  }
}
