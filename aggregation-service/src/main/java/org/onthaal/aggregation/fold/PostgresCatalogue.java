package org.onthaal.aggregation.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.onthaal.aggregation.tail.AdministrationFacts;

/// Keeps what the log says of the catalogue: each administration whole, as its newest entry has it.
final class PostgresCatalogue {
  private PostgresCatalogue() {}

  static void write(Connection connection, AdministrationFacts facts) throws SQLException {
    String code = facts.code();
    PostgresTransactions.update(
        connection,
        """
        INSERT INTO administration (administration, zone)
        VALUES (?, ?)
        ON CONFLICT (administration) DO UPDATE SET zone = excluded.zone
        """,
        code,
        facts.zone().getId());
    PostgresTransactions.update(connection, "DELETE FROM service WHERE administration = ?", code);
    PostgresTransactions.update(
        connection, "DELETE FROM catalogue_name WHERE administration = ?", code);
    names(connection, List.of(code, "", ""), facts.names());
    for (AdministrationFacts.Service service : facts.services()) {
      write(connection, code, service);
    }
  }

  private static void write(
      Connection connection, String administration, AdministrationFacts.Service service)
      throws SQLException {
    PostgresTransactions.update(
        connection,
        "INSERT INTO service (administration, service) VALUES (?, ?)",
        administration,
        service.code());
    names(connection, List.of(administration, service.code(), ""), service.names());
    for (AdministrationFacts.Touchpoint touchpoint : service.touchpoints()) {
      PostgresTransactions.update(
          connection,
          """
          INSERT INTO touchpoint (touchpoint, administration, service, retired)
          VALUES (?, ?, ?, ?)
          ON CONFLICT (touchpoint) DO UPDATE
          SET administration = excluded.administration, service = excluded.service, retired = excluded.retired
          """,
          touchpoint.key(),
          administration,
          service.code(),
          touchpoint.retired());
      names(
          connection,
          List.of(administration, service.code(), touchpoint.key()),
          touchpoint.names());
    }
    for (AdministrationFacts.OpeningHours hours : service.openingHours()) {
      PostgresTransactions.update(
          connection,
          """
          INSERT INTO opening_hours (administration, service, weekday, opens, closes)
          VALUES (?, ?, ?, ?::time, nullif(?::time, TIME '24:00'))
          """,
          administration,
          service.code(),
          hours.weekday(),
          hours.opens().toString(),
          hours.closes().map(Object::toString).orElse("24:00"));
    }
  }

  private static void names(Connection connection, List<String> owner, Map<String, String> names)
      throws SQLException {
    for (Map.Entry<String, String> name : names.entrySet()) {
      PostgresTransactions.update(
          connection,
          """
          INSERT INTO catalogue_name (administration, service, touchpoint, language, name)
          VALUES (?, ?, ?, ?, ?)
          """,
          owner.get(0),
          owner.get(1),
          owner.get(2),
          name.getKey(),
          name.getValue());
    }
  }
}
