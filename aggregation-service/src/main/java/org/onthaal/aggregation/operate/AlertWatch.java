package org.onthaal.aggregation.operate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertQuery;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.v1.Alert;
import org.onthaal.v1.WatchAlertsResponse;

/// What one watcher has seen, and what is new since then. For one thread.
///
/// Looks at what is committed, so that any replica can serve it. Of more open alerts than
/// [AlertQuery#LIMIT_MAX] the newest are watched.
final class AlertWatch {
  private final AlertStore store;
  private final Shown shown;
  private final List<String> administrations;
  private final Map<String, Alert> seen = new HashMap<>();

  AlertWatch(AlertStore store, Shown shown, List<String> administrations) {
    this.store = store;
    this.shown = shown;
    this.administrations = List.copyOf(administrations);
  }

  /// All open alerts, also when there are none; asked once, at first.
  ///
  /// @throws StoreFailedException when the database does not answer
  WatchAlertsResponse first() {
    return message(changes());
  }

  /// Alerts that changed since the message before; empty when none did, or when nobody can say.
  Optional<WatchAlertsResponse> next() {
    try {
      List<Alert> changed = changes();
      return changed.isEmpty() ? Optional.empty() : Optional.of(message(changed));
    } catch (StoreFailedException _) {
      // A listener outlives an outage; what changed meanwhile is told afterwards.
      return Optional.empty();
    }
  }

  private List<Alert> changes() {
    // Newest first, as they are listed.
    Map<String, Alert> open = new LinkedHashMap<>();
    for (Alert alert : shown.messages(open())) {
      open.put(alert.getId(), alert);
    }
    List<Alert> changed = new ArrayList<>();
    open.values().stream()
        .filter(alert -> !alert.equals(seen.get(alert.getId())))
        .forEach(changed::add);
    List<UUID> closed =
        seen.keySet().stream().filter(id -> !open.containsKey(id)).map(UUID::fromString).toList();
    changed.addAll(shown.messages(store.list(closed)));
    seen.clear();
    seen.putAll(open);
    return changed;
  }

  private static WatchAlertsResponse message(List<Alert> changed) {
    return WatchAlertsResponse.newBuilder().addAllAlerts(changed).build();
  }

  private List<org.onthaal.aggregation.alert.Alert> open() {
    return store.list(
        new AlertQuery(
            Set.of(),
            AlertQuery.Where.in(administrations),
            Optional.empty(),
            AlertQuery.LIMIT_MAX));
  }
}
