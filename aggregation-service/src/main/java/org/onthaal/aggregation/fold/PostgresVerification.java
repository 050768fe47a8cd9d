package org.onthaal.aggregation.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.onthaal.aggregation.fold.choice.ChoiceCatchUp;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
import org.onthaal.aggregation.fold.choice.PostgresChoiceReader;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Place;

/// Reads every kept count in one snapshot, with the positions that it includes.
final class PostgresVerification {
  private static final String COUNTS =
      IntStream.rangeClosed(0, Tally.SCORE_MAX)
              .mapToObj(score -> "t.n" + score)
              .collect(Collectors.joining(", "))
          + ", t.dont_know";

  private static final int ROWS_FETCHED = 10_000;

  private final PostgresTransactions transactions;

  PostgresVerification(PostgresTransactions transactions) {
    this.transactions = transactions;
  }

  /// Everything that is kept.
  ///
  /// @param minutesFrom minutes before are no longer kept
  /// @param windows may be changed by whoever compares
  /// @param choices the same
  /// @param behind partitions whose choices are not all counted
  record Kept(
      Map<Integer, Long> offsets,
      Instant minutesFrom,
      Folded.Known known,
      Map<WindowKey, Tally> windows,
      Map<String, Tally> channelDays,
      Map<ChoiceDay, Tally> choices,
      List<ChoiceCatchUp.Behind> behind,
      long quarantined) {}

  /// What the smaller day table keeps a count by, as one text.
  static String channelDay(WindowKey window) {
    CellKey cell = window.cell();
    return channelDay(
        cell.place().administration(),
        cell.place().service(),
        cell.place().channel(),
        cell.metric().name(),
        String.valueOf(cell.suspected()),
        String.valueOf(cell.imported()),
        LocalDate.ofEpochDay(window.start()).toString());
  }

  private static String channelDay(String... parts) {
    return "day of " + String.join(" / ", parts);
  }

  Kept read(Instant minutesFrom) {
    return transactions.snapshot(connection -> {
      Instant mark =
          new PostgresTallyReader(connection, minutesFrom.plus(WindowKey.MINUTE_LATENESS_MAX))
              .minutesFrom();
      Map<WindowKey, Tally> windows = new HashMap<>();
      for (WindowKey.Length length : WindowKey.Length.values()) {
        readWindows(connection, length, windows);
      }
      return new Kept(
          offsets(connection),
          mark.isAfter(minutesFrom) ? mark : minutesFrom,
          PostgresTallyStore.known(connection),
          windows,
          channelDays(connection),
          new PostgresChoiceReader(connection).all(),
          PostgresTallyStore.behind(PostgresTallyStore.checkpoints(connection)),
          quarantined(connection));
    });
  }

  private static Map<Integer, Long> offsets(Connection connection) throws SQLException {
    Map<Integer, Long> offsets = new HashMap<>();
    for (Checkpoint checkpoint : PostgresTallyStore.checkpoints(connection)) {
      offsets.put(checkpoint.partition(), checkpoint.offset());
    }
    return offsets;
  }

  private static void readWindows(
      Connection connection, WindowKey.Length length, Map<WindowKey, Tally> windows)
      throws SQLException {
    String start =
        length == WindowKey.Length.DAY
            ? "t.day - DATE '1970-01-01'"
            : "extract(epoch FROM t.window_start)::bigint";
    String sql =
        """
        SELECT c.administration, c.service, c.touchpoint, c.channel, c.language, c.question, c.metric,
          c.suspected, c.imported, %s, %s
        FROM %s t
        JOIN cell c USING (cell_id)
        """
            .formatted(start, COUNTS, PostgresTallyReader.table(length));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_FETCHED);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Place place =
              new Place(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5));
          CellKey cell =
              new CellKey(
                  place,
                  rows.getString(6),
                  Metric.valueOf(rows.getString(7)),
                  rows.getBoolean(8),
                  rows.getBoolean(9));
          windows.put(new WindowKey(cell, length, rows.getLong(10)), tally(rows, 11));
        }
      }
    }
  }

  private static Map<String, Tally> channelDays(Connection connection) throws SQLException {
    Map<String, Tally> days = new HashMap<>();
    String sql =
        """
        SELECT t.administration, t.service, t.channel, t.metric, t.suspected, t.imported, t.day, %s
        FROM tally_day_channel t
        """
            .formatted(COUNTS);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_FETCHED);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String day =
              channelDay(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  String.valueOf(rows.getBoolean(5)),
                  String.valueOf(rows.getBoolean(6)),
                  rows.getObject(7, LocalDate.class).toString());
          days.put(day, tally(rows, 8));
        }
      }
    }
    return days;
  }

  private static Tally tally(ResultSet rows, int first) throws SQLException {
    long[] counts = new long[Tally.SCORE_MAX + 1];
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      counts[score] = rows.getLong(first + score);
    }
    return Tally.of(counts, rows.getLong(first + Tally.SCORE_MAX + 1));
  }

  private static long quarantined(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            PostgresTransactions.prepare(connection, "SELECT count(*) FROM quarantine", List.of());
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
