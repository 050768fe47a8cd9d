package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrivenDatabaseClockIT {
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final String TOLD = "SELECT clock_timestamp()";

  @Test
  void statementsOfTheDatabaseReadTheTimeThatTheTestSays() throws Exception {
    String url = TestPostgres.database(DrivenDatabaseClockIT.class);
    try (DrivenDatabaseClock clock = DrivenDatabaseClock.install(url, START);
        Connection connection = DriverManager.getConnection(url);
        PreparedStatement told = connection.prepareStatement(TOLD)) {
      assertThat(time(told)).isEqualTo(START).isEqualTo(clock.instant());

      clock.advance(Duration.ofDays(90));

      assertThat(time(told)).isEqualTo(START.plus(Duration.ofDays(90)));
      assertThat(time(connection, "SELECT now()")).isEqualTo(clock.instant());

      clock.set(START);

      // Prepared or not, and in a transaction that is open already.
      connection.setAutoCommit(false);
      assertThat(time(told)).isEqualTo(START);
      clock.advance(Duration.ofHours(1));
      assertThat(time(told)).isEqualTo(START.plus(Duration.ofHours(1)));
    }
  }

  @Test
  void onlyThisDatabaseAndOnlyTheClockAreDifferent() throws Exception {
    String other = TestPostgres.database(DrivenDatabaseClockIT.class);
    String url = TestPostgres.database(DrivenDatabaseClockIT.class);
    Instant before = Instant.now().minus(Duration.ofMinutes(1));
    try (DrivenDatabaseClock clock = DrivenDatabaseClock.install(url, START);
        Connection connection = DriverManager.getConnection(url);
        Connection elsewhere = DriverManager.getConnection(other)) {
      TestPostgres.execute(url, "CREATE TABLE made_later (id int)");

      assertThat(time(elsewhere, TOLD)).isAfter(before);
      assertThat(time(connection, "SELECT CURRENT_TIMESTAMP")).isAfter(before);
      assertThat(time(connection, "SELECT pg_catalog.clock_timestamp()")).isAfter(before);
      assertThat(text(connection, "SELECT to_regclass('public.made_later')::text"))
          .isEqualTo("made_later");
      assertThat(clock.instant()).isEqualTo(START);
    }
  }

  private static Instant time(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return time(statement);
    }
  }

  private static Instant time(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getTimestamp(1).toInstant();
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
