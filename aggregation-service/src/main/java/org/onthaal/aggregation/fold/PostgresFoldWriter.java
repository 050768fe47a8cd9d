package org.onthaal.aggregation.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Place;

/// Adds signed counts to the kept windows, in the order of their keys so that two writers never
/// wait for each other in a circle.
final class PostgresFoldWriter {
  private static final String COUNTS =
      IntStream.rangeClosed(0, Tally.SCORE_MAX)
              .mapToObj(score -> "n" + score)
              .collect(Collectors.joining(", "))
          + ", dont_know";
  private static final String ADDED =
      COUNTS.transform(names -> List.of(names.split(", "))).stream()
          .map(name -> name + " = t." + name + " + excluded." + name)
          .collect(Collectors.joining(", "));

  /// Ids never change, so what was committed once may be remembered for ever. Bounded by the
  /// catalogue.
  private final Map<CellKey, Integer> cells = new ConcurrentHashMap<>();

  /// What a transaction learned about ids; to be remembered once it is committed.
  record Learned(Map<CellKey, Integer> cells) {}

  void remember(Learned learned) {
    cells.putAll(learned.cells());
  }

  Learned write(Connection connection, int partition, long offset, Instant at, Folded folded)
      throws SQLException {
    Map<CellKey, Integer> learned = new HashMap<>();
    SortedMap<WindowKey.Length, List<Row>> rows = new TreeMap<>();
    SortedMap<DayChannel, Tally> channels = new TreeMap<>();
    for (Map.Entry<WindowKey, Tally> delta : folded.deltas().entrySet()) {
      WindowKey window = delta.getKey();
      int cell = cellId(connection, partition, window.cell(), learned);
      rows.computeIfAbsent(window.length(), _ -> new ArrayList<>())
          .add(new Row(cell, window.start(), delta.getValue()));
      if (window.length() == WindowKey.Length.DAY) {
        channels.merge(DayChannel.of(window), delta.getValue(), Tally::plus);
      }
    }
    Stamp stamp = new Stamp(partition, offset, at);
    for (Map.Entry<WindowKey.Length, List<Row>> entry : rows.entrySet()) {
      upsert(connection, entry.getKey(), entry.getValue().stream().sorted().toList(), stamp);
    }
    upsertChannels(connection, channels, stamp);
    return new Learned(learned);
  }

  private record Stamp(int partition, long offset, Instant at) {}

  private record Row(int cell, long start, Tally delta) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byCell = Integer.compare(cell, other.cell);
      return byCell != 0 ? byCell : Long.compare(start, other.start);
    }
  }

  private int cellId(
      Connection connection, int partition, CellKey key, Map<CellKey, Integer> learned)
      throws SQLException {
    Integer known = cells.getOrDefault(key, learned.get(key));
    if (known != null) {
      return known;
    }
    Place place = key.place();
    List<Object> natural =
        List.of(
            place.administration(),
            place.service(),
            place.touchpoint(),
            place.channel(),
            place.language(),
            key.question(),
            key.metric().name(),
            key.suspected(),
            key.imported());
    int id = find(connection, natural);
    if (id < 0) {
      List<Object> row = new ArrayList<>(natural);
      row.addFirst(partition);
      try (PreparedStatement insert =
          PostgresTransactions.prepare(
              connection,
              """
              INSERT INTO cell (log_partition, administration, service, touchpoint, channel, language, question, metric, suspected, imported)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              RETURNING cell_id
              """,
              row)) {
        id = single(insert);
      }
    }
    learned.put(key, id);
    return id;
  }

  private static int find(Connection connection, List<Object> natural) throws SQLException {
    try (PreparedStatement select =
        PostgresTransactions.prepare(
            connection,
            """
            SELECT cell_id
            FROM cell
            WHERE administration = ? AND service = ? AND touchpoint = ? AND channel = ? AND language = ?
              AND question = ? AND metric = ? AND suspected = ? AND imported = ?
            """,
            natural)) {
      return single(select);
    }
  }

  private static int single(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getInt(1) : -1;
    }
  }

  private static void upsert(
      Connection connection, WindowKey.Length length, List<Row> rows, Stamp stamp)
      throws SQLException {
    boolean day = length == WindowKey.Length.DAY;
    String table = PostgresTallyReader.table(length);
    String start = day ? "day" : "window_start";
    String value = day ? "DATE '1970-01-01' + s.start::int" : "to_timestamp(s.start)";
    String sql =
        """
        INSERT INTO %s AS t (cell_id, %s, %s, revised_at, log_offset)
        SELECT s.cell_id, %s, %s, ?, ?
        FROM unnest(?::int[], ?::bigint[], %s) AS s (cell_id, start, %s)
        ORDER BY s.cell_id, s.start
        ON CONFLICT (cell_id, %s)
        DO UPDATE SET %s, revised_at = excluded.revised_at, log_offset = excluded.log_offset
        """
            .formatted(table, start, COUNTS, value, COUNTS, countArrays(), COUNTS, start, ADDED);
    List<Object> parameters = new ArrayList<>();
    parameters.add(stamp.at());
    parameters.add(stamp.offset());
    parameters.add(rows.stream().mapToLong(Row::cell).toArray());
    parameters.add(rows.stream().mapToLong(Row::start).toArray());
    addCounts(parameters, rows.stream().map(Row::delta).toList());
    update(connection, sql, parameters);
  }

  private static String countArrays() {
    return "?::int[]" + ", ?::int[]".repeat(Tally.SCORE_MAX + 1);
  }

  private static void addCounts(List<Object> parameters, List<Tally> deltas) {
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      int point = score;
      parameters.add(deltas.stream().mapToLong(delta -> delta.count(point)).toArray());
    }
    parameters.add(deltas.stream().mapToLong(Tally::dontKnow).toArray());
  }

  private static void upsertChannels(
      Connection connection, SortedMap<DayChannel, Tally> deltas, Stamp stamp) throws SQLException {
    if (deltas.isEmpty()) {
      return;
    }
    String sql =
        """
        INSERT INTO tally_day_channel AS t
          (administration, service, channel, metric, suspected, imported, day, %s, revised_at, log_partition, log_offset)
        SELECT s.administration, s.service, s.channel, s.metric, s.suspected, s.imported, DATE '1970-01-01' + s.start::int, %s, ?, ?, ?
        FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::bigint[], %s)
          AS s (administration, service, channel, metric, suspected, imported, start, %s)
        ORDER BY 1, 2, 3, 4, 5, 6, 7
        ON CONFLICT (administration, service, channel, metric, suspected, imported, day)
        DO UPDATE SET %s, revised_at = excluded.revised_at, log_offset = excluded.log_offset
        """
            .formatted(COUNTS, COUNTS, countArrays(), COUNTS, ADDED);
    List<DayChannel> keys = List.copyOf(deltas.keySet());
    List<Object> parameters = new ArrayList<>();
    parameters.add(stamp.at());
    parameters.add(stamp.partition());
    parameters.add(stamp.offset());
    parameters.add(keys.stream().map(DayChannel::administration).toArray(String[]::new));
    parameters.add(keys.stream().map(DayChannel::service).toArray(String[]::new));
    parameters.add(keys.stream().map(DayChannel::channel).toArray(String[]::new));
    parameters.add(keys.stream().map(DayChannel::metric).toArray(String[]::new));
    parameters.add(keys.stream().map(key -> "" + key.suspected()).toArray(String[]::new));
    parameters.add(keys.stream().map(key -> "" + key.imported()).toArray(String[]::new));
    parameters.add(keys.stream().mapToLong(DayChannel::day).toArray());
    addCounts(parameters, List.copyOf(deltas.values()));
    update(connection, sql, parameters);
  }

  private static void update(Connection connection, String sql, List<Object> parameters)
      throws SQLException {
    try (PreparedStatement statement = PostgresTransactions.prepare(connection, sql, parameters)) {
      statement.executeUpdate();
    }
  }

  /// The key of the smaller day table.
  private record DayChannel(
      String administration,
      String service,
      String channel,
      String metric,
      boolean suspected,
      boolean imported,
      long day)
      implements Comparable<DayChannel> {
    private static final Comparator<DayChannel> ORDER =
        Comparator.comparing(DayChannel::administration)
            .thenComparing(DayChannel::service)
            .thenComparing(DayChannel::channel)
            .thenComparing(DayChannel::metric)
            .thenComparing(DayChannel::suspected)
            .thenComparing(DayChannel::imported)
            .thenComparingLong(DayChannel::day);

    static DayChannel of(WindowKey window) {
      CellKey cell = window.cell();
      return new DayChannel(
          cell.place().administration(),
          cell.place().service(),
          cell.place().channel(),
          cell.metric().name(),
          cell.suspected(),
          cell.imported(),
          window.start());
    }

    @Override
    public int compareTo(DayChannel other) {
      return ORDER.compare(this, other);
    }
  }
}
