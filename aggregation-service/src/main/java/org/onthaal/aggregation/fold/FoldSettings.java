package org.onthaal.aggregation.fold;

import java.time.Duration;

/// Limits of the fold.
///
/// @param tick how often, per partition, steps run while nothing arrives; time-based rules advance
///   by it
/// @param entriesMax entries folded in one transaction, at least one batch; bounds memory and lock
///   time
/// @param commitEvery how often a partition is committed in the long run; the first few at once
/// @param pruneEvery how often minutes older than 72 h are removed
/// @param pruneRowsMax rows removed in one transaction; bounds lock time and WAL bursts
/// @param leaseRetry how long to wait before trying again for a partition that another process
///   holds
/// @param leaseSilenceMax after which a holder that is not heard of loses its partitions
/// @param databaseRetry longest wait before trying again after a database failure
public record FoldSettings(
    Duration tick,
    int entriesMax,
    Duration commitEvery,
    Duration pruneEvery,
    int pruneRowsMax,
    Duration leaseRetry,
    Duration leaseSilenceMax,
    Duration databaseRetry) {
  public FoldSettings {
    if (tick.toMillis() < 10 || pruneEvery.toMillis() < 10 || leaseRetry.toMillis() < 10) {
      throw new IllegalArgumentException(
          "tick, prune-every, lease-retry: %s, %s, %s (expected: 10 ms or more)"
              .formatted(tick, pruneEvery, leaseRetry));
    }
    if (entriesMax < 1 || pruneRowsMax < 1) {
      throw new IllegalArgumentException(
          "entries-max, prune-rows-max: %d, %d (expected: 1 or more)"
              .formatted(entriesMax, pruneRowsMax));
    }
    if (leaseSilenceMax.toMillis() < 5_000) {
      throw new IllegalArgumentException(
          "lease-silence-max: " + leaseSilenceMax + " (expected: 5 s or more)");
    }
    if (databaseRetry.toMillis() < 10) {
      throw new IllegalArgumentException(
          "database-retry: " + databaseRetry + " (expected: 10 ms or more)");
    }
  }
}
