package org.onthaal.aggregation.evaluate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.fold.FoldTransaction;

/// Opens the fold's transaction in PostgreSQL.
public final class PostgresLiveSession implements LiveSession {
  private static final ScopedValue<Connection> JOINED = ScopedValue.newInstance();

  /// One for all transactions: it knows statements that it has read once, and reading one costs
  /// more than running it.
  private static final Jdbi JDBI = Jdbi.create(JOINED::get).installPlugin(new PostgresPlugin());

  @Override
  public AlertTransaction join(FoldTransaction transaction) {
    return new PostgresAlertTransaction(handle(transaction));
  }

  @Override
  public Map<String, ZoneId> zones(FoldTransaction transaction, Set<String> administrations) {
    Map<String, ZoneId> zones = new HashMap<>();
    handle(transaction)
        .createQuery(
            """
            SELECT administration, zone
            FROM administration
            WHERE administration = ANY(:administrations)
            ORDER BY administration
            """)
        .bindArray("administrations", String.class, administrations.toArray())
        .map((row, _) ->
            Map.entry(row.getString("administration"), ZoneId.of(row.getString("zone"))))
        .forEach(zone -> zones.put(zone.getKey(), zone.getValue()));
    return zones;
  }

  @Override
  public Map<String, Map<String, OpeningHours>> openingHours(
      FoldTransaction transaction, Set<String> administrations) {
    return openingHours(handle(transaction), administrations);
  }

  /// As committed, for back-tests.
  public static Map<String, Map<String, OpeningHours>> openingHours(
      Handle handle, Set<String> administrations) {
    Map<String, Map<String, List<OpeningHours.Period>>> periods = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT administration, service, weekday, opens, closes
            FROM opening_hours
            WHERE administration = ANY(:administrations)
            ORDER BY administration, service, weekday, opens
            """)
        .bindArray("administrations", String.class, administrations.toArray())
        .map((row, _) -> {
          periods
              .computeIfAbsent(row.getString("administration"), _ -> new HashMap<>())
              .computeIfAbsent(row.getString("service"), _ -> new ArrayList<>())
              .add(period(row));
          return row.getRow();
        })
        .list();
    Map<String, Map<String, OpeningHours>> hours = new HashMap<>();
    periods.forEach((administration, services) -> {
      Map<String, OpeningHours> byService = new HashMap<>();
      services.forEach((service, list) -> byService.put(service, new OpeningHours(list)));
      hours.put(administration, byService);
    });
    return hours;
  }

  private static OpeningHours.Period period(ResultSet row) throws SQLException {
    return new OpeningHours.Period(
        DayOfWeek.of(row.getInt("weekday")),
        row.getObject("opens", LocalTime.class),
        Optional.ofNullable(row.getObject("closes", LocalTime.class)));
  }

  /// Never closed: closing would end the fold's transaction, which is not ours to end.
  private static Handle handle(FoldTransaction transaction) {
    return ScopedValue.where(JOINED, transaction.connection()).call(JDBI::open);
  }
}
