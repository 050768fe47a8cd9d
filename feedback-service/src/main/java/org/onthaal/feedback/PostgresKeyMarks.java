package org.onthaal.feedback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Remembers which keys a database was used with: with another receipt key every receipt given so
/// far is worthless, with another pepper every access key, and with another fingerprint key every
/// retry looks like a different rating.
final class PostgresKeyMarks {
  private static final String REMEMBER =
      """
      INSERT INTO key_mark (name, mark)
      VALUES (?, ?)
      ON CONFLICT DO NOTHING
      """;
  private static final String READ = "SELECT mark FROM key_mark WHERE name = ?";

  private PostgresKeyMarks() {}

  /// Remembers keys that are new to the database.
  ///
  /// @param marks by the name of the key
  /// @return names of keys that are not those the database was used with, in order
  static List<String> foreign(DataSource pool, Map<String, byte[]> marks) {
    List<String> foreign = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement remember = connection.prepareStatement(REMEMBER);
        PreparedStatement read = connection.prepareStatement(READ)) {
      for (Map.Entry<String, byte[]> mark : new TreeMap<>(marks).entrySet()) {
        remember.setString(1, mark.getKey());
        remember.setBytes(2, mark.getValue());
        remember.executeUpdate();
        read.setString(1, mark.getKey());
        try (ResultSet row = read.executeQuery()) {
          row.next();
          if (!Arrays.equals(row.getBytes(1), mark.getValue())) {
            foreign.add(mark.getKey());
          }
        }
      }
      return foreign;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database does not answer: " + e.getMessage() + " (asked for the marks of the keys)",
          e);
    }
  }
}
