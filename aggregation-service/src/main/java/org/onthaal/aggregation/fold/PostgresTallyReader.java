package org.onthaal.aggregation.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.onthaal.aggregation.fold.choice.ChoiceQuery;
import org.onthaal.aggregation.fold.choice.PostgresChoiceReader;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;

/// Adds up kept windows within one transaction.
final class PostgresTallyReader implements TallyStore.Reader {
  private static final Set<Dimension> OF_DAY_CHANNEL =
      Set.of(Dimension.ADMINISTRATION, Dimension.SERVICE, Dimension.CHANNEL);
  private static final String SUMS =
      Stream.concat(
              IntStream.rangeClosed(0, Tally.SCORE_MAX).mapToObj(score -> "n" + score),
              Stream.of("dont_know"))
          .map(name -> "sum(t." + name + ")")
          .collect(Collectors.joining(", "));

  private static final long SECONDS_OF_DAY = 86_400;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(10_001, 1, 1).toEpochDay();

  private final Connection connection;
  private final Instant now;

  /// @param now the time from which minutes are kept for 72 h back
  PostgresTallyReader(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  static String table(WindowKey.Length length) {
    return switch (length) {
      case MINUTE -> "tally_minute";
      case HOUR -> "tally_hour";
      case DAY -> "tally_day";
    };
  }

  @Override
  public List<WindowTally> read(TallyQuery query, Map<Integer, Long> since, int rowsMax) {
    try {
      return readAll(query, since, rowsMax);
    } catch (SQLException e) {
      throw new DatabaseFailedException(e);
    }
  }

  private record Key(int window, List<String> group, Metric metric) {}

  private static final class Sum {
    private Tally tally = Tally.EMPTY;
    private boolean changed;
  }

  private static final Comparator<Key> ORDER =
      Comparator.comparingInt(Key::window)
          .thenComparing(
              Key::group,
              (a, b) -> {
                for (int i = 0; i < a.size(); i++) {
                  int order = a.get(i).compareTo(b.get(i));
                  if (order != 0) {
                    return order;
                  }
                }
                return 0;
              })
          .thenComparing(Key::metric);

  private List<WindowTally> readAll(TallyQuery query, Map<Integer, Long> since, int rowsMax)
      throws SQLException {
    Zones zones = zones(query);
    Instant minutesFrom = minutesFrom();
    TreeMap<Key, Sum> sums = new TreeMap<>(ORDER);
    if (!zones.same().isEmpty()) {
      RangePlan plan = RangePlan.withDays(query.windows(), minutesFrom);
      addAll(sums, plan, query, zones.same(), since, rowsMax);
    }
    if (!zones.other().isEmpty()) {
      RangePlan plan = RangePlan.withoutDays(query.windows(), minutesFrom);
      addAll(sums, plan, query, zones.other(), since, rowsMax);
    }
    List<Dimension> by = List.copyOf(query.by());
    List<WindowTally> rows = new ArrayList<>(sums.size());
    sums.forEach((key, sum) -> rows.add(row(query.windows(), by, key, sum)));
    return rows;
  }

  private static WindowTally row(Windows windows, List<Dimension> by, Key key, Sum sum) {
    EnumMap<Dimension, String> group = new EnumMap<>(Dimension.class);
    for (int i = 0; i < by.size(); i++) {
      group.put(by.get(i), key.group().get(i));
    }
    return new WindowTally(
        key.window(),
        windows.boundaries().get(key.window()),
        windows.boundaries().get(key.window() + 1),
        group,
        key.metric(),
        sum.tally,
        sum.changed);
  }

  /// Administrations that the query can touch: those whose days are the query's days, and the
  /// others.
  private record Zones(Set<String> same, Set<String> other) {}

  private Zones zones(TallyQuery query) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    String sql =
        """
        SELECT DISTINCT c.administration, a.zone
        FROM cell c
        JOIN administration a USING (administration)
        WHERE TRUE%s
        ORDER BY c.administration
        """
            .formatted(conditions(query, "c", parameters));
    Map<String, Boolean> same = new HashMap<>();
    try (PreparedStatement statement = PostgresTransactions.prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ZoneId zone = ZoneId.of(rows.getString(2));
        same.put(rows.getString(1), zone.equals(query.windows().zone()));
      }
    }
    Map<Boolean, Set<String>> parts =
        same.entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    Map.Entry::getValue,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
    return new Zones(parts.getOrDefault(true, Set.of()), parts.getOrDefault(false, Set.of()));
  }

  private static String conditions(TallyQuery query, String alias, List<Object> parameters) {
    StringBuilder sql = new StringBuilder();
    if (!query.suspected()) {
      sql.append(" AND NOT ").append(alias).append(".suspected");
    }
    if (!query.imported()) {
      sql.append(" AND NOT ").append(alias).append(".imported");
    }
    query
        .filters()
        .forEach((dimension, codes) -> {
          sql.append(" AND ").append(alias).append('.').append(dimension.word());
          sql.append(" = ANY (?)");
          parameters.add(codes.toArray(String[]::new));
        });
    return sql.toString();
  }

  Instant minutesFrom() throws SQLException {
    Instant kept = now.minus(WindowKey.MINUTE_LATENESS_MAX);
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT minutes_before FROM prune_mark WHERE minutes_before > '-infinity'");
        ResultSet rows = statement.executeQuery()) {
      if (rows.next()) {
        Instant mark = rows.getObject(1, java.time.OffsetDateTime.class).toInstant();
        return mark.isAfter(kept) ? mark : kept;
      }
    }
    return kept;
  }

  private void addAll(
      Map<Key, Sum> sums,
      RangePlan plan,
      TallyQuery query,
      Set<String> administrations,
      Map<Integer, Long> since,
      int rowsMax)
      throws SQLException {
    for (RangePlan.Slice slice : plan.slices()) {
      add(sums, slice, query.where(Dimension.ADMINISTRATION, administrations), since, rowsMax);
    }
  }

  private void add(
      Map<Key, Sum> sums,
      RangePlan.Slice slice,
      TallyQuery query,
      Map<Integer, Long> since,
      int rowsMax)
      throws SQLException {
    List<Object> parameters = new ArrayList<>();
    String sql = sql(slice, query, since, parameters);
    List<Dimension> by = List.copyOf(query.by());
    try (PreparedStatement statement = PostgresTransactions.prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        List<String> group = new ArrayList<>(by.size());
        for (int i = 0; i < by.size(); i++) {
          group.add(rows.getString(3 + i));
        }
        Key key =
            new Key(rows.getInt(1) - 1, List.copyOf(group), Metric.valueOf(rows.getString(2)));
        Sum sum = sums.computeIfAbsent(key, _ -> new Sum());
        sum.tally = sum.tally.plus(tally(rows, 3 + by.size()));
        sum.changed |= rows.getBoolean(3 + by.size() + Tally.SCORE_MAX + 2);
        if (sums.size() > rowsMax) {
          throw new RangeRefusedException(
              RangeRefusedException.Refusal.TOO_MANY_ROWS, "at most " + rowsMax + " rows");
        }
      }
    }
  }

  private static Tally tally(ResultSet rows, int first) throws SQLException {
    long[] counts = new long[Tally.SCORE_MAX + 1];
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      counts[score] = rows.getLong(first + score);
    }
    return Tally.of(counts, rows.getLong(first + Tally.SCORE_MAX + 1));
  }

  private static String sql(
      RangePlan.Slice slice, TallyQuery query, Map<Integer, Long> since, List<Object> parameters) {
    boolean day = slice.length() == WindowKey.Length.DAY;
    boolean channels =
        day
            && OF_DAY_CHANNEL.containsAll(query.by())
            && OF_DAY_CHANNEL.containsAll(query.filters().keySet());
    String alias = channels ? "t" : "c";
    String groups =
        query.by().stream()
            .map(dimension -> ", " + alias + "." + dimension.word())
            .collect(Collectors.joining());
    // Windows are found by their number, so that one statement answers all of them.
    String number =
        day ? "t.day - DATE '1970-01-01'" : "extract(epoch FROM t.window_start)::bigint";
    String start = day ? "t.day" : "t.window_start";
    String value = day ? "DATE '1970-01-01' + ?::int" : "to_timestamp(?::bigint)";
    parameters.add(starts(query.windows(), day));
    String changed = "TRUE";
    if (!since.isEmpty()) {
      changed =
          "bool_or(t.log_offset > coalesce((?::bigint[])[" + alias + ".log_partition + 1], -1))";
      parameters.add(offsets(since));
    }
    parameters.add(storable(slice.start(), day));
    parameters.add(storable(slice.end(), day));
    String from =
        channels ? "tally_day_channel t" : table(slice.length()) + " t JOIN cell c USING (cell_id)";
    return """
    SELECT width_bucket((%s)::bigint, ?::bigint[]) AS bucket, %s.metric%s, %s, %s
    FROM %s
    WHERE %s >= %s AND %s < %s%s
    GROUP BY bucket, %s.metric%s
    """
        .formatted(
            number,
            alias,
            groups,
            SUMS,
            changed,
            from,
            start,
            value,
            start,
            value,
            conditions(query, alias, parameters),
            alias,
            groups);
  }

  /// PostgreSQL's times end where ours go on; nothing was rated out there.
  private static long storable(long start, boolean day) {
    long unit = day ? 1 : SECONDS_OF_DAY;
    return Math.clamp(start, FIRST_DAY * unit, LAST_DAY * unit);
  }

  private static long[] starts(Windows windows, boolean day) {
    return windows.boundaries().subList(0, windows.count()).stream()
        .mapToLong(boundary -> day ? firstDay(boundary, windows.zone()) : boundary.getEpochSecond())
        .toArray();
  }

  /// A clipped first window may begin within a day; its whole days begin with the next one, which
  /// lies in it too.
  private static long firstDay(Instant boundary, ZoneId zone) {
    return boundary.atZone(zone).toLocalDate().toEpochDay();
  }

  private static long[] offsets(Map<Integer, Long> since) {
    int partitions = since.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    long[] offsets = new long[partitions];
    java.util.Arrays.fill(offsets, -1);
    since.forEach((partition, offset) -> offsets[partition] = offset);
    return offsets;
  }

  @Override
  public Choices choices(ChoiceQuery query) {
    try {
      return new Choices(
          PostgresTallyStore.behind(PostgresTallyStore.checkpoints(connection)),
          new PostgresChoiceReader(connection).sums(query));
    } catch (SQLException e) {
      throw new DatabaseFailedException(e);
    }
  }

  @Override
  public AsOf asOf() {
    try {
      TreeMap<Integer, Long> offsets = new TreeMap<>();
      Optional<Instant> earliest = Optional.empty();
      boolean complete = true;
      for (Checkpoint checkpoint : PostgresTallyStore.checkpoints(connection)) {
        complete &= checkpoint.at().isPresent();
        earliest =
            Stream.concat(earliest.stream(), checkpoint.at().stream())
                .min(Comparator.naturalOrder());
        if (checkpoint.offset() >= 0) {
          offsets.put(checkpoint.partition(), checkpoint.offset());
        }
      }
      return new AsOf(complete ? earliest : Optional.empty(), offsets);
    } catch (SQLException e) {
      throw new DatabaseFailedException(e);
    }
  }
}
