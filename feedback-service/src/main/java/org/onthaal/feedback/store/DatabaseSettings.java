package org.onthaal.feedback.store;

import java.time.Duration;

/// Where the database is and who asks.
///
/// @param idleTransactionMax after which the database ends a transaction whose process says nothing
///   more: a frozen replica must not keep the heads from the others
public record DatabaseSettings(
    String url, String user, String password, Duration idleTransactionMax) {
  /// How every address begins.
  public static final String URL_START = "jdbc:postgresql:";

  public DatabaseSettings {
    if (!url.startsWith(URL_START)) {
      throw new IllegalArgumentException(
          "database.url: " + url + " (expected: jdbc:postgresql://host:port/name)");
    }
    if (idleTransactionMax.toMillis() < 1_000) {
      throw new IllegalArgumentException(
          "database.idle-transaction-max: " + idleTransactionMax + " (expected: 1 s or more)");
    }
  }

  /// Keeps the password out of logs.
  @Override
  public String toString() {
    return "DatabaseSettings[" + url + ", " + user + "]";
  }
}
