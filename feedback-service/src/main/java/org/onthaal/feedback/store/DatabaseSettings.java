package org.onthaal.feedback.store;

/// Where the database is and who asks.
public record DatabaseSettings(String url, String user, String password) {
  /// How every address begins.
  public static final String URL_START = "jdbc:postgresql:";

  public DatabaseSettings {
    if (!url.startsWith(URL_START)) {
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
