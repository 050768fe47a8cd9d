package org.onthaal.feedback.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Takes the next gap-free offset of each partition, under its row lock, and writes the log row, in
/// the caller's transaction. Last in that transaction, so that the lock is held shortest.
final class LogHead {
  /// The last parts of a WITH, and the end of its statement; takes a further condition for locking.
  /// Heads are locked in ascending order, so two writers never wait for each other in a circle.
  static final String APPEND_WHERE =
      """
      locked AS (
        SELECT log_partition
        FROM log_head
        WHERE log_partition = ANY (?) %s
        ORDER BY log_partition
        FOR UPDATE
      ), advanced AS (
        UPDATE log_head AS head
        SET next = head.next + 1
        FROM locked
        WHERE head.log_partition = locked.log_partition
        RETURNING head.log_partition, head.next - 1 AS log_offset
      )
      INSERT INTO rating_log (log_partition, log_offset, appended_at, entries, facts)
      SELECT log_partition, log_offset, clock_timestamp(), row.entries, row.facts
      FROM advanced
      JOIN unnest(?::integer[], ?::integer[], ?::bytea[]) AS row (log_partition, entries, facts)
        USING (log_partition)
      RETURNING log_partition, log_offset
      """;

  private static final String APPEND = "WITH " + APPEND_WHERE.formatted("");

  private static final String CURRENT =
      """
      SELECT log_partition, next - 1
      FROM log_head
      WHERE log_partition = ANY (?)
      ORDER BY log_partition
      """;

  private LogHead() {}

  /// What one commit adds to one partition.
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record NewRow(int entries, byte[] facts) {}

  /// Appends one row per partition and tells the offset of each.
  static SortedMap<Integer, Offset> append(Connection connection, SortedMap<Integer, NewRow> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      return append(statement, 0, rows);
    }
  }

  /// Appends by a statement that ends with [#APPEND_WHERE] and has `bound` parameters before it.
  static SortedMap<Integer, Offset> append(
      PreparedStatement statement, int bound, SortedMap<Integer, NewRow> rows) throws SQLException {
    int[] partitions = rows.keySet().stream().mapToInt(Integer::intValue).toArray();
    statement.setObject(bound + 1, partitions);
    statement.setObject(bound + 2, partitions);
    statement.setObject(bound + 3, rows.values().stream().mapToInt(NewRow::entries).toArray());
    statement.setObject(
        bound + 4, rows.values().stream().map(NewRow::facts).toArray(byte[][]::new));
    SortedMap<Integer, Offset> offsets = offsets(statement);
    if (offsets.size() != rows.size()) {
      throw new IllegalStateException(
          "log heads: " + offsets.keySet() + " (expected: " + rows.keySet() + ")");
    }
    return offsets;
  }

  /// The offset of the last row of each partition as this statement sees it.
  static SortedMap<Integer, Offset> current(Connection connection, SortedSet<Integer> partitions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CURRENT)) {
      statement.setArray(1, connection.createArrayOf("integer", partitions.toArray()));
      return offsets(statement);
    }
  }

  /// The offset of the last row of every partition.
  static List<Offset> all(Connection connection) throws SQLException {
    SortedSet<Integer> partitions = new java.util.TreeSet<>();
    for (int partition = 0; partition < LogPartitions.COUNT; partition++) {
      partitions.add(partition);
    }
    return List.copyOf(current(connection, partitions).values());
  }

  private static SortedMap<Integer, Offset> offsets(PreparedStatement statement)
      throws SQLException {
    SortedMap<Integer, Offset> offsets = new TreeMap<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        offsets.put(row.getInt(1), new Offset(row.getInt(1), row.getLong(2)));
      }
    }
    return offsets;
  }
}
