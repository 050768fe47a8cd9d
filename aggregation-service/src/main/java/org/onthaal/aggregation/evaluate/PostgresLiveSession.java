package org.onthaal.aggregation.evaluate;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.fold.FoldTransaction;

/// Opens the fold's transaction in PostgreSQL.
public final class PostgresLiveSession implements LiveSession {
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

  /// Never closed: closing would end the fold's transaction, which is not ours to end.
  private static Handle handle(FoldTransaction transaction) {
    return Jdbi.create(transaction.connection())
        .installPlugin(new org.jdbi.v3.postgres.PostgresPlugin())
        .open();
  }
}
