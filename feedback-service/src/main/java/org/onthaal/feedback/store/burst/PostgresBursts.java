package org.onthaal.feedback.store.burst;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Presses that counted, of the last days, in a table of their own. Everything happens in the
/// caller's transaction. Safe for any thread.
///
/// Exact: no window of a device's time has more ratings that count than it may, whatever the order
/// in which they arrive and whichever replica stores them, for as long as presses are kept: what is
/// older is held against the others of its transaction and no more.
public final class PostgresBursts {
  // A day longer than a live rating may be late without being called so. Three presses in ten
  // minutes for so long are 3,456 rows of a device.
  private static final Duration KEPT = Duration.ofDays(8);

  // Keeps one batch from deleting what a week left.
  private static final int DELETED_MAX = 1_000;

  // Two replicas that store presses of one device do so one after the other. In order of id, so
  // that nobody waits in a circle.
  private static final String LOCK =
      """
      SELECT access_key_id
      FROM access_key
      WHERE access_key_id = ANY (?)
      ORDER BY access_key_id
      FOR NO KEY UPDATE
      """;

  private static final String NEAR =
      """
      SELECT DISTINCT device_press.ctid, access_key_id, rated_at
      FROM unnest(?::text[], ?::text[]) AS pressed (device, at)
      JOIN device_press ON access_key_id = device
        AND rated_at > at::timestamptz - ?::interval
        AND rated_at < at::timestamptz + ?::interval
      ORDER BY access_key_id, rated_at
      """;

  private static final String KEEP =
      """
      INSERT INTO device_press (access_key_id, rated_at)
      SELECT device, at::timestamptz
      FROM unnest(?::text[], ?::text[]) AS pressed (device, at)
      """;

  private static final String FORGET =
      """
      DELETE FROM device_press
      WHERE ctid = ANY (ARRAY(
        SELECT ctid
        FROM device_press
        WHERE rated_at < ?
        ORDER BY rated_at
        LIMIT %d
        FOR UPDATE SKIP LOCKED))
      """
          .formatted(DELETED_MAX);

  private final BurstLimits limits;

  public PostgresBursts(BurstLimits limits) {
    this.limits = limits;
  }

  /// Waits until no other transaction stores presses of these devices.
  public void lock(Connection connection, Collection<String> devices) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setArray(1, connection.createArrayOf("text", devices.toArray()));
      statement.execute();
    }
  }

  /// Which of the presses are too many, by their place; earlier presses go first.
  public List<Boolean> tooMany(Connection connection, List<Press> presses) throws SQLException {
    Map<String, List<Instant>> near = near(connection, presses);
    Map<String, CountedPresses> counted = new HashMap<>();
    Boolean[] tooMany = new Boolean[presses.size()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < presses.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(place -> presses.get(place).ratedAt()));
    for (int place : order) {
      Press press = presses.get(place);
      tooMany[place] =
          !counted
              .computeIfAbsent(
                  press.device(),
                  device -> new CountedPresses(limits, near.getOrDefault(device, List.of())))
              .add(press.ratedAt());
    }
    return List.of(tooMany);
  }

  /// Keeps presses that count, and forgets what is too old to matter.
  ///
  /// @param now when they came
  public void keep(Connection connection, List<Press> counted, Instant now) throws SQLException {
    if (!counted.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
        bind(connection, statement, counted);
        statement.execute();
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setObject(1, now.minus(KEPT).atOffset(ZoneOffset.UTC));
      statement.execute();
    }
  }

  private Map<String, List<Instant>> near(Connection connection, List<Press> presses)
      throws SQLException {
    Map<String, List<Instant>> near = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(NEAR)) {
      bind(connection, statement, presses);
      String window = limits.window().toMillis() + " milliseconds";
      statement.setString(3, window);
      statement.setString(4, window);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          near.computeIfAbsent(row.getString(2), _ -> new ArrayList<>())
              .add(row.getObject(3, OffsetDateTime.class).toInstant());
        }
      }
    }
    return near;
  }

  private static void bind(Connection connection, PreparedStatement statement, List<Press> presses)
      throws SQLException {
    statement.setArray(
        1, connection.createArrayOf("text", presses.stream().map(Press::device).toArray()));
    statement.setArray(
        2,
        connection.createArrayOf(
            "text", presses.stream().map(press -> press.ratedAt().toString()).toArray()));
  }
}
