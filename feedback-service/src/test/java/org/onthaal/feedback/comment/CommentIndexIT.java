package org.onthaal.feedback.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.onthaal.feedback.store.DatabaseSettings;
import org.onthaal.feedback.store.Migrations;
import org.onthaal.testkit.TestPostgres;

/// Databases that have ratings already get the index of comments month by month.
class CommentIndexIT {
  private static final String LAST_WITHOUT = "142";
  private static final String OCTOBER = "('019a9c7d-0000-0000-0000-000000000000')";
  private static final String NOVEMBER = "('019b3ba9-0000-0000-0000-000000000000')";
  private static final String DECEMBER = "('019bdad5-0000-0000-0000-000000000000')";

  @Test
  void monthsThatAreThereAndThoseThatComeHaveTheIndex() throws SQLException {
    String url = TestPostgres.database(CommentIndexIT.class);
    Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:db/migration/feedback")
        .table("feedback_schema_history")
        .target(LAST_WITHOUT)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      attach(statement, "rating_2025_10", OCTOBER, NOVEMBER);

      Migrations.migrate(new DatabaseSettings(url, "postgres", "", Duration.ofSeconds(10)));
      attach(statement, "rating_2025_11", NOVEMBER, DECEMBER);

      try (ResultSet row =
          statement.executeQuery(
              """
              SELECT string_agg(indrelid::regclass::text, ' ' ORDER BY indrelid::regclass::text),
                bool_and(indisvalid)
              FROM pg_index
              WHERE indexrelid = 'rating_comment'::regclass
                OR indexrelid IN (
                  SELECT inhrelid FROM pg_inherits WHERE inhparent = 'rating_comment'::regclass)
              """)) {
        row.next();
        assertThat(row.getString(1))
            .isEqualTo("rating rating_2025_10 rating_2025_11 rating_default");
        assertThat(row.getBoolean(2)).isTrue();
      }
    }
  }

  private static void attach(Statement statement, String month, String from, String to)
      throws SQLException {
    statement.execute("CREATE TABLE " + month + " (LIKE rating INCLUDING CONSTRAINTS)");
    statement.execute(
        "ALTER TABLE rating ATTACH PARTITION %s FOR VALUES FROM %s TO %s"
            .formatted(month, from, to));
  }
}
