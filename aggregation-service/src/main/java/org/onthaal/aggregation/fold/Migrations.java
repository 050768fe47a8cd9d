package org.onthaal.aggregation.fold;

import org.flywaydb.core.Flyway;

/// The database schema, step by step. Applying is a step of its own; a service only checks.
public final class Migrations {
  private static final String PLACE = "classpath:db/migration/aggregation";

  private Migrations() {}

  /// Brings the schema to this version; safe to run twice, or by two at once.
  public static void migrate(DatabaseSettings database) {
    flyway(database).migrate();
  }

  /// Says whether the schema is of this version.
  ///
  /// Fails when the schema is not of this version.
  ///
  /// @throws IllegalStateException naming how many steps are missing
  public static void check(DatabaseSettings database) {
    int pending = flyway(database).info().pending().length;
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
