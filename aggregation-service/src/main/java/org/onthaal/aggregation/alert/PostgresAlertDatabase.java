package org.onthaal.aggregation.alert;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/// Access to the alert tables outside the fold.
public final class PostgresAlertDatabase {
  private PostgresAlertDatabase() {}

  /// The pool's connections may have auto-commit off, for the fold; Jdbi would take that for a
  /// transaction left open.
  public static Jdbi over(DataSource pool) {
    return Jdbi.create(
            () -> {
              Connection connection = pool.getConnection();
              connection.setAutoCommit(true);
              return connection;
            })
        .installPlugin(new PostgresPlugin());
  }
}
