package org.onthaal.aggregation.fold.choice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Place;

/// Reads what is kept of choices, within the caller's snapshot.
public final class PostgresChoiceReader {
  private static final int ROWS_FETCHED = 10_000;

  private static final List<String> COUNT_COLUMNS =
      IntStream.rangeClosed(0, Tally.SCORE_MAX + 1)
          .mapToObj(score -> score > Tally.SCORE_MAX ? "t.dont_know" : "t.n" + score)
          .toList();

  private final Connection connection;

  public PostgresChoiceReader(Connection connection) {
    this.connection = connection;
  }

  /// What was chosen in some days, by question and choice; suspected ratings are left out.
  ///
  /// @throws RangeRefusedException when the days are not those of every administration
  public SortedMap<ChosenKey, Tally> sums(ChoiceQuery query) throws SQLException {
    mustBeTheZoneOfAll(query);
    List<Object> parameters = new ArrayList<>(List.of(query.firstDay(), query.endDay()));
    String sql =
        """
        SELECT c.question, c.choice, c.metric, %s
        FROM tally_choice_day t
        JOIN choice_cell c USING (choice_cell_id)
        WHERE t.day >= DATE '1970-01-01' + ?::int AND t.day < DATE '1970-01-01' + ?::int
          AND NOT c.suspected%s
        GROUP BY c.question, c.choice, c.metric
        """
            .formatted(
                COUNT_COLUMNS.stream()
                    .map(column -> "sum(" + column + ")")
                    .collect(Collectors.joining(", ")),
                conditions(query.filters(), parameters));
    SortedMap<ChosenKey, Tally> sums = new TreeMap<>();
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Tally tally = tally(rows, 4);
        if (!tally.isZero()) {
          sums.put(
              new ChosenKey(
                  rows.getString(1), rows.getString(2), Metric.valueOf(rows.getString(3))),
              tally);
        }
      }
    }
    return sums;
  }

  private void mustBeTheZoneOfAll(ChoiceQuery query) throws SQLException {
    for (Map.Entry<String, ZoneId> zone : zones(query.filters()).entrySet()) {
      if (!zone.getValue().equals(query.zone())) {
        throw new RangeRefusedException(
            RangeRefusedException.Refusal.ZONE_OF_ANOTHER,
            "%s, the zone of administration %s; days are those of one zone at a time"
                .formatted(zone.getValue(), zone.getKey()));
      }
    }
  }

  /// Administrations that the filters can reach, with their zones.
  private SortedMap<String, ZoneId> zones(Map<Dimension, Set<String>> filters) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    String sql =
        """
        SELECT DISTINCT c.administration, a.zone
        FROM choice_cell c
        JOIN administration a USING (administration)
        WHERE NOT c.suspected%s
        """
            .formatted(conditions(filters, parameters));
    SortedMap<String, ZoneId> zones = new TreeMap<>();
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        zones.put(rows.getString(1), ZoneId.of(rows.getString(2)));
      }
    }
    return zones;
  }

  /// Everything that is kept.
  public Map<ChoiceDay, Tally> all() throws SQLException {
    String sql =
        """
        SELECT c.administration, c.service, c.touchpoint, c.channel, c.language, c.question, c.choice, c.metric,
          c.suspected, c.imported, t.day - DATE '1970-01-01', %s
        FROM tally_choice_day t
        JOIN choice_cell c USING (choice_cell_id)
        """
            .formatted(String.join(", ", COUNT_COLUMNS));
    Map<ChoiceDay, Tally> days = new HashMap<>();
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
          ChoiceCell cell =
              new ChoiceCell(
                  place,
                  rows.getString(6),
                  rows.getString(7),
                  Metric.valueOf(rows.getString(8)),
                  rows.getBoolean(9),
                  rows.getBoolean(10));
          days.put(new ChoiceDay(cell, rows.getLong(11)), tally(rows, 12));
        }
      }
    }
    return days;
  }

  private static String conditions(Map<Dimension, Set<String>> filters, List<Object> parameters) {
    StringBuilder sql = new StringBuilder();
    filters.forEach((dimension, codes) -> {
      sql.append(" AND c.").append(dimension.word()).append(" = ANY (?)");
      parameters.add(codes.toArray(String[]::new));
    });
    return sql.toString();
  }

  private PreparedStatement prepare(String sql, List<Object> parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.size(); i++) {
        if (parameters.get(i) instanceof String[] codes) {
          statement.setArray(i + 1, connection.createArrayOf("text", codes));
        } else {
          statement.setObject(i + 1, parameters.get(i));
        }
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static Tally tally(ResultSet rows, int first) throws SQLException {
    long[] counts = new long[Tally.SCORE_MAX + 1];
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      counts[score] = rows.getLong(first + score);
    }
    return Tally.of(counts, rows.getLong(first + Tally.SCORE_MAX + 1));
  }
}
