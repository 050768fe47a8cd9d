package org.onthaal.feedback.store;

/// Where the database is and who asks.
public record DatabaseSettings(String url, String user, String password) {
  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "database.url: " + url + " (expected: jdbc:postgresql://host:port/name)");
    }
  }

  /// Keeps the password out of logs.
  @Override
  public String toString() {
    return "DatabaseSettings[" + url + ", " + user + "]";
  }
}
