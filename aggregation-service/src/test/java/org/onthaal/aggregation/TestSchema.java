package org.onthaal.aggregation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.onthaal.aggregation.fold.DatabaseSettings;
import org.onthaal.aggregation.fold.Migrations;
import org.onthaal.testkit.TestPostgres;

/// New databases with the schema of this service.
public final class TestSchema {
  private static final int CONNECTIONS = 4;

  private TestSchema() {}

  /// Such a database behind a pool, which the caller closes.
  ///
  /// @param owner the test class
  public static HikariDataSource pool(Class<?> owner) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database(owner));
    config.setUsername("postgres");
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  /// Where such a database is.
  ///
  /// @param owner the test class
  public static String database(Class<?> owner) {
    return TestPostgres.database(
        owner,
        "aggregation",
        url ->
            Migrations.migrate(
                new DatabaseSettings(
                    url,
                    "postgres",
                    "",
                    CONNECTIONS,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10))));
  }
}
