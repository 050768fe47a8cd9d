package org.onthaal.aggregation.evaluate.kiosk;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.evaluate.PostgresLiveSession;

/// Reads places from what the fold keeps of the catalogue.
public final class PostgresPlaces implements Places {
  @Override
  public Map<String, Place> of(AlertTransaction transaction, Set<String> touchpoints) {
    Handle handle = PostgresAlertTransaction.open(transaction);
    List<Place> found =
        handle
            .createQuery(
                """
                SELECT t.touchpoint, t.administration, t.service, a.zone
                FROM touchpoint t
                JOIN administration a USING (administration)
                WHERE t.touchpoint = ANY(:touchpoints)
                ORDER BY t.touchpoint
                """)
            .bindArray("touchpoints", String.class, touchpoints.toArray())
            .map((row, _) ->
                new Place(
                    row.getString("administration"),
                    row.getString("service"),
                    row.getString("touchpoint"),
                    ZoneId.of(row.getString("zone")),
                    OpeningHours.ALWAYS))
            .list();
    Map<String, Map<String, OpeningHours>> hours =
        PostgresLiveSession.openingHours(
            handle, found.stream().map(Place::administration).collect(Collectors.toSet()));
    Map<String, Place> places = new HashMap<>();
    for (Place place : found) {
      OpeningHours open =
          hours
              .getOrDefault(place.administration(), Map.of())
              .getOrDefault(place.service(), OpeningHours.ALWAYS);
      places.put(
          place.touchpoint(),
          new Place(
              place.administration(), place.service(), place.touchpoint(), place.zone(), open));
    }
    return places;
  }
}
