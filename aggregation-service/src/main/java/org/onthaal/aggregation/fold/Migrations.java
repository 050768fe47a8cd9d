package org.onthaal.aggregation.fold;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/// The database schema, step by step. Applying is a step of its own; a service only checks.
public final class Migrations {
  private static final String PLACE = "classpath:db/migration/aggregation";

  private Migrations() {}

  /// Brings the schema to this version; safe to run twice, or by two at once.
  public static void migrate(DatabaseSettings database) {
    flyway(database).migrate();
  }

  /// Fails when the schema is not of this version.
  ///
  /// @throws IllegalStateException naming how many steps are missing, or the one that is too many
  public static void check(DatabaseSettings database) {
    MigrationInfoService known = flyway(database).info();
    for (MigrationInfo applied : known.applied()) {
      if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new IllegalStateException(
            "the database was changed by a newer release (%s), which this one does not know: run a release that does"
                .formatted(applied.getScript()));
      }
    }
    int pending = known.pending().length;
    if (pending > 0) {
      throw new IllegalStateException(
          "the database of aggregation-service lacks %d migrations; run its migrate step first"
              .formatted(pending));
    }
  }

  private static Flyway flyway(DatabaseSettings database) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database.url(), database.user(), database.password())
        .locations(PLACE)
        .load();
  }
}
