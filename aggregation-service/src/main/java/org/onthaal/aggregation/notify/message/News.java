package org.onthaal.aggregation.notify.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a notification is about.
public sealed interface News {
  /// Alerts that began or ended.
  ///
  /// @param groupKey names what they have in common
  /// @param count of all that it is about
  /// @param alerts those that are told one by one, at least one
  record OfAlerts(String groupKey, Instant at, Count count, List<AlertNews> alerts)
      implements News {
    public OfAlerts {
      alerts = List.copyOf(alerts);
      if (alerts.isEmpty()) {
        throw new IllegalArgumentException("alerts: none (expected: at least one)");
      }
    }

    /// All of these and no other.
    public OfAlerts(String groupKey, Instant at, List<AlertNews> alerts) {
      this(groupKey, at, Count.of(alerts), alerts);
    }

    /// What their streams have in common, as people read it; empty when that is nothing.
    public String place() {
      Map<String, String> common = new LinkedHashMap<>(alerts.getFirst().subject().stream());
      for (AlertNews alert : alerts) {
        common.entrySet().retainAll(alert.subject().stream().entrySet());
      }
      return AlertNews.Subject.place(common);
    }

    /// How many fire and how many are over.
    record Count(long firing, long resolved) {
      static Count of(List<AlertNews> alerts) {
        long firing = alerts.stream().filter(AlertNews::isFiring).count();
        return new Count(firing, alerts.size() - firing);
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

  /// Somebody tries whether a receiver can be told.
  record OfTest(String receiver, String by, Instant at) implements News {}
}
