package org.onthaal.aggregation.fold.choice;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.onthaal.aggregation.measure.Tally;

/// Adds signed counts of choices to the kept days, in the order of their keys so that two writers
/// never wait for each other in a circle. At most three statements, however many ratings. Safe for
/// any thread.
public final class PostgresChoiceWriter {
  private static final List<String> COUNT_COLUMNS =
      IntStream.rangeClosed(0, Tally.SCORE_MAX + 1)
          .mapToObj(score -> score > Tally.SCORE_MAX ? "dont_know" : "n" + score)
          .toList();
  private static final String COUNTS = String.join(", ", COUNT_COLUMNS);

  private static final String KEYS =
      "administration, service, touchpoint, channel, language, question, choice, metric, suspected,"
          + " imported";

  private static final String NEW_CELLS =
      """
      INSERT INTO choice_cell (%s)
      SELECT %s
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[])
        WITH ORDINALITY AS c (%s, nr)
      ORDER BY nr
      ON CONFLICT DO NOTHING
      """
          .formatted(KEYS, KEYS, KEYS);

  private static final String FIND_CELLS =
      """
      SELECT nr, choice_cell_id
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[])
        WITH ORDINALITY AS c (%s, nr)
      JOIN choice_cell USING (%s)
      """
          .formatted(KEYS, KEYS);

  private static final String ADD =
      """
      INSERT INTO tally_choice_day AS t (choice_cell_id, day, %s, revised_at, log_offset)
      SELECT s.cell, DATE '1970-01-01' + s.start::int, %s, ?, ?
      FROM unnest(?::int[], ?::bigint[]%s) AS s (cell, start, %s)
      ORDER BY s.cell, s.start
      ON CONFLICT (choice_cell_id, day)
      DO UPDATE SET %s, revised_at = excluded.revised_at, log_offset = excluded.log_offset
      """
          .formatted(
              COUNTS,
              COUNTS,
              ", ?::int[]".repeat(COUNT_COLUMNS.size()),
              COUNTS,
              COUNT_COLUMNS.stream()
                  .map(name -> name + " = t." + name + " + excluded." + name)
                  .collect(Collectors.joining(", ")));

  private static final String MOVE =
      """
      UPDATE checkpoint
      SET choice_offset = ?
      WHERE log_partition = ? AND choice_offset = ? AND log_offset >= ?
      """;

  /// Ids never change, so what was committed once may be remembered for ever. Bounded by the
  /// catalogue.
  private final Map<ChoiceCell, Integer> cells = new ConcurrentHashMap<>();

  /// What a transaction learned about ids; to be remembered once it is committed.
  public record Learned(Map<ChoiceCell, Integer> cells) {
    public static final Learned NOTHING = new Learned(Map.of());
  }

  /// Moves up to where choices are counted; false when that was not at `from` any more, or the fold
  /// has not come to `to`.
  public static boolean moved(Connection connection, int partition, long from, long to)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      update.setLong(1, to);
      update.setInt(2, partition);
      update.setLong(3, from);
      update.setLong(4, to);
      return update.executeUpdate() == 1;
    }
  }

  public void remember(Learned learned) {
    cells.putAll(learned.cells());
  }

  private record Row(int cell, long day, Tally delta) {}

  /// Adds within the caller's transaction.
  ///
  /// @param offset of the newest batch that the counts are from
  /// @param at when that batch was appended
  public Learned write(
      Connection connection, SortedMap<ChoiceDay, Tally> deltas, long offset, Instant at)
      throws SQLException {
    if (deltas.isEmpty()) {
      return Learned.NOTHING;
    }
    Map<ChoiceCell, Integer> learned = unknown(connection, deltas);
    List<Row> rows = new ArrayList<>();
    deltas.forEach((day, delta) -> {
      Integer id = cells.getOrDefault(day.cell(), learned.get(day.cell()));
      if (id == null) {
        throw new IllegalStateException(day.cell() + " has no number");
      }
      rows.add(new Row(id, day.day(), delta));
    });
    rows.sort(Comparator.comparingInt(Row::cell).thenComparingLong(Row::day));
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setObject(1, at.atOffset(ZoneOffset.UTC));
      add.setLong(2, offset);
      add.setArray(3, numbers(connection, rows, Row::cell));
      add.setArray(4, numbers(connection, rows, Row::day));
      for (int score = 0; score <= Tally.SCORE_MAX; score++) {
        int point = score;
        add.setArray(5 + score, numbers(connection, rows, row -> row.delta().count(point)));
      }
      add.setArray(6 + Tally.SCORE_MAX, numbers(connection, rows, row -> row.delta().dontKnow()));
      add.executeUpdate();
    }
    return new Learned(learned);
  }

  /// Numbers of the cells that are not remembered, made where there are none.
  private Map<ChoiceCell, Integer> unknown(
      Connection connection, SortedMap<ChoiceDay, Tally> deltas) throws SQLException {
    TreeSet<ChoiceCell> unknown = new TreeSet<>();
    deltas.keySet().stream()
        .map(ChoiceDay::cell)
        .filter(cell -> !cells.containsKey(cell))
        .forEach(unknown::add);
    Map<ChoiceCell, Integer> found = new HashMap<>();
    if (unknown.isEmpty()) {
      return found;
    }
    List<ChoiceCell> ordered = List.copyOf(unknown);
    try (PreparedStatement insert = connection.prepareStatement(NEW_CELLS)) {
      bind(connection, insert, ordered);
      insert.executeUpdate();
    }
    try (PreparedStatement select = connection.prepareStatement(FIND_CELLS)) {
      bind(connection, select, ordered);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(ordered.get(rows.getInt(1) - 1), rows.getInt(2));
        }
      }
    }
    return found;
  }

  private static void bind(
      Connection connection, PreparedStatement statement, List<ChoiceCell> cells)
      throws SQLException {
    List<Function<ChoiceCell, String>> columns =
        List.of(
            cell -> cell.place().administration(),
            cell -> cell.place().service(),
            cell -> cell.place().touchpoint(),
            cell -> cell.place().channel(),
            cell -> cell.place().language(),
            ChoiceCell::question,
            ChoiceCell::choice,
            cell -> cell.metric().name(),
            cell -> String.valueOf(cell.suspected()),
            cell -> String.valueOf(cell.imported()));
    for (int i = 0; i < columns.size(); i++) {
      Array texts = connection.createArrayOf("text", cells.stream().map(columns.get(i)).toArray());
      statement.setArray(i + 1, texts);
    }
  }

  private static Array numbers(Connection connection, List<Row> rows, ToLongFunction<Row> number)
      throws SQLException {
    return connection.createArrayOf("int8", rows.stream().mapToLong(number).boxed().toArray());
  }
}
