package org.onthaal.feedback.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/// The schema, brought up to date in a step of its own; a service only checks it.
public final class Migrations {
  // Both services share one class path in the all-in-one process, so each has its own folder.
  private static final String FOLDER = "classpath:db/migration/feedback";

  private Migrations() {}

  /// Brings the schema up to date.
  public static void migrate(DatabaseSettings database) {
    flyway(database).migrate();
  }

  /// Fails with a sentence when the schema is not the one that this code was written for.
  public static void check(DatabaseSettings database) {
    MigrationInfoService known = info(database);
    for (MigrationInfo applied : known.applied()) {
      if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new IllegalStateException(
            "the database was changed by a newer release (%s), which this one does not know: run a release that does"
                .formatted(applied.getScript()));
      }
    }
    MigrationInfo[] pending = known.pending();
    if (pending.length > 0) {
      throw new IllegalStateException(
          "the database lacks %d schema changes, the first is %s: run the migrate step"
              .formatted(pending.length, pending[0].getScript()));
    }
  }

  private static MigrationInfoService info(DatabaseSettings database) {
    try {
      return flyway(database).info();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "the database "
              + database.url()
              + " does not answer: is it running, and is "
              + database.user()
              + " let in?",
          e);
    }
  }

  private static Flyway flyway(DatabaseSettings database) {
    return Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .locations(FOLDER)
        .table("feedback_schema_history")
        .load();
  }
}
