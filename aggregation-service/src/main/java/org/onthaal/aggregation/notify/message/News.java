package org.onthaal.aggregation.notify.message;

import java.time.Instant;
import java.util.List;

/// What a notification is about.
public sealed interface News {
  /// Alerts that began or ended, at least one.
  ///
  /// @param groupKey names what they have in common
  record OfAlerts(String groupKey, Instant at, List<AlertNews> alerts) implements News {
    public OfAlerts {
      alerts = List.copyOf(alerts);
      if (alerts.isEmpty()) {
        throw new IllegalArgumentException("alerts: none (expected: at least one)");
      }
    }

    public boolean isFiring() {
      return alerts.stream().anyMatch(AlertNews::isFiring);
    }
  }

  /// Somebody takes care of an alert.
  ///
  /// @param alert its id, as in [AlertNews]
  record OfAcknowledgement(String alert, String owner, Instant at) implements News {}

  /// A receiver that cannot be told.
  ///
  /// @param isDisabled it wants nothing any more; otherwise one notification was given up
  record OfReceiver(String receiver, boolean isDisabled, Instant at, String because)
      implements News {}

  /// Log entries that could not be folded.
  ///
  /// @param position of the first of them
  record OfLog(String position, int entries, Instant at, String because) implements News {}

  /// A night on which the canary's alert did not come back.
  ///
  /// @param due when it was to be sent
  record OfCanary(Instant due, Instant at, String because) implements News {}
}
