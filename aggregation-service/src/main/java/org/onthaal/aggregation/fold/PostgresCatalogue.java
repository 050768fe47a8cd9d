package org.onthaal.aggregation.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.AdministrationFacts.OpeningHours;
import org.onthaal.aggregation.tail.AdministrationFacts.Service;
import org.onthaal.aggregation.tail.AdministrationFacts.Touchpoint;

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

  /// All of it, in order of codes and keys.
  static List<AdministrationFacts> read(Connection connection) throws SQLException {
    return new Reader(connection).read();
  }

  /// Reads it in order of codes and keys, within one snapshot.
  private static final class Reader {
    private final Connection connection;
    private final Map<Place, Map<String, String>> names = new HashMap<>();
    private final Map<Place, List<Touchpoint>> touchpoints = new HashMap<>();
    private final Map<Place, List<OpeningHours>> hours = new HashMap<>();
    private final Map<String, List<Service>> services = new HashMap<>();

    /// Whose name or list it is; parts that do not apply are empty.
    private record Place(String administration, String service, String touchpoint) {}

    @FunctionalInterface
    private interface Row {
      void take(ResultSet row) throws SQLException;
    }

    private Reader(Connection connection) {
      this.connection = connection;
    }

    private List<AdministrationFacts> read() throws SQLException {
      each(
          "SELECT administration, service, touchpoint, language, name FROM catalogue_name",
          row ->
              names
                  .computeIfAbsent(place(row, row.getString("touchpoint")), _ -> new HashMap<>())
                  .put(row.getString("language"), row.getString("name")));
      each(
          """
          SELECT administration, service, touchpoint, retired
          FROM touchpoint
          ORDER BY touchpoint COLLATE "C"
          """,
          row -> {
            String key = row.getString("touchpoint");
            touchpoints
                .computeIfAbsent(place(row, ""), _ -> new ArrayList<>())
                .add(new Touchpoint(key, named(place(row, key)), row.getBoolean("retired")));
          });
      each(
          """
          SELECT administration, service, weekday, opens, closes
          FROM opening_hours
          ORDER BY weekday, opens
          """,
          row ->
              hours
                  .computeIfAbsent(place(row, ""), _ -> new ArrayList<>())
                  .add(
                      new OpeningHours(
                          row.getInt("weekday"),
                          row.getObject("opens", LocalTime.class),
                          Optional.ofNullable(row.getObject("closes", LocalTime.class)))));
      each(
          "SELECT administration, service FROM service ORDER BY service COLLATE \"C\"",
          row ->
              services
                  .computeIfAbsent(row.getString("administration"), _ -> new ArrayList<>())
                  .add(service(place(row, ""))));
      List<AdministrationFacts> found = new ArrayList<>();
      each(
          "SELECT administration, zone FROM administration ORDER BY administration COLLATE \"C\"",
          row -> found.add(administration(row.getString("administration"), row.getString("zone"))));
      return found;
    }

    private Service service(Place place) {
      return new Service(
          place.service(),
          named(place),
          touchpoints.getOrDefault(place, List.of()),
          hours.getOrDefault(place, List.of()));
    }

    private AdministrationFacts administration(String code, String zone) {
      return new AdministrationFacts(
          code,
          ZoneId.of(zone),
          named(new Place(code, "", "")),
          services.getOrDefault(code, List.of()));
    }

    private Map<String, String> named(Place place) {
      return names.getOrDefault(place, Map.of());
    }

    private static Place place(ResultSet row, String touchpoint) throws SQLException {
      return new Place(row.getString("administration"), row.getString("service"), touchpoint);
    }

    private void each(String sql, Row reader) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.take(rows);
        }
      }
    }
  }
}
