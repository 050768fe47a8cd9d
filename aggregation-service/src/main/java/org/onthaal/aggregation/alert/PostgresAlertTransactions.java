package org.onthaal.aggregation.alert;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Transactions in PostgreSQL. Safe for any thread.
public final class PostgresAlertTransactions implements AlertTransactions {
  /// The fold may take a number in a group before us, each time with another alert.
  private static final int TRIES_MAX = 5;

  // PostgreSQL appendix A: unique_violation, serialization_failure, deadlock_detected.
  private static final Set<String> IN_THE_WAY = Set.of("23505", "40001", "40P01");

  private final Jdbi jdbi;

  public PostgresAlertTransactions(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public <T> T transact(Function<AlertTransaction, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return jdbi.inTransaction(handle -> work.apply(new PostgresAlertTransaction(handle)));
      } catch (JdbiException e) {
        if (tries == TRIES_MAX || !isInTheWay(e)) {
          throw new StoreFailedException(e);
        }
      }
    }
  }

  private static boolean isInTheWay(JdbiException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && IN_THE_WAY.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
