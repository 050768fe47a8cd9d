package org.onthaal.feedback.store;

import java.time.Duration;

/// Limits of storing; `application.yaml` says what each one stops.
public record StoreSettings(
    int writers,
    int queueRatingsMax,
    int batchRatingsMax,
    int batchBytesMax,
    Duration waitMax,
    Duration conflictMode,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration reconnectBackoffMax,
    int poolConnectionsMax) {
  public StoreSettings {
    if (writers < 1 || writers > LogPartitions.COUNT) {
      throw new IllegalArgumentException(
          "store.writers: " + writers + " (expected: 1.." + LogPartitions.COUNT + ")");
    }
    if (queueRatingsMax < writers || batchRatingsMax < 1 || batchBytesMax < 1) {
      throw new IllegalArgumentException(
          "store.queue-ratings-max, batch-ratings-max and batch-bytes-max must be positive, the"
              + " queue at least one per writer");
    }
    if (!waitMax.isPositive()) {
      throw new IllegalArgumentException(
          "store.wait-max: " + waitMax + " (expected: a positive duration)");
    }
    if (poolConnectionsMax < 2) {
      throw new IllegalArgumentException(
          "store.pool-connections-max: " + poolConnectionsMax + " (expected: 2 or more)");
    }
  }
}
