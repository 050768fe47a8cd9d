package org.onthaal.aggregation.fold;

import java.time.Duration;

/// Where the counts are kept.
///
/// @param url JDBC URL of PostgreSQL
/// @param connectionsMax size of the pool
/// @param connectTimeout how long a caller waits for a connection before it fails
/// @param socketTimeout after which a silent server counts as gone; without it a call hangs for
///   ever after a failover
/// @param idleTransactionMax after which the database ends a transaction whose process says nothing
///   more: a frozen replica must not keep a partition from the others
public record DatabaseSettings(
    String url,
    String user,
    String password,
    int connectionsMax,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration idleTransactionMax) {
  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("database.url: (expected: jdbc:postgresql:…)");
    }
    if (connectionsMax < 4) {
      throw new IllegalArgumentException(
          "database.connections-max: " + connectionsMax + " (expected: 4 or more)");
    }
    if (idleTransactionMax.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "database.idle-transaction-max: " + idleTransactionMax + " (expected: 1 s or more)");
    }
    if (connectTimeout.toMillis() < 250 || socketTimeout.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "database.connect-timeout, socket-timeout: %s, %s (expected: 250 ms, 1 s or more)"
              .formatted(connectTimeout, socketTimeout));
    }
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url + ", user=" + user + "]";
  }
}
