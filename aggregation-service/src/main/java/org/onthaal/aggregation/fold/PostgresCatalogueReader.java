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

/// Reads back what is kept of the catalogue, in order of codes and keys, within one snapshot.
final class PostgresCatalogueReader {
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

  private PostgresCatalogueReader(Connection connection) {
    this.connection = connection;
  }

  static List<AdministrationFacts> read(Connection connection) throws SQLException {
    return new PostgresCatalogueReader(connection).read();
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
