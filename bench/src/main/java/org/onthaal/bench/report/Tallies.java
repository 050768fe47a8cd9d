package org.onthaal.bench.report;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// aggregation-service's tables as its fold would have left them, made from the raw ratings beside
/// them.
final class Tallies {
  private static final String COUNTS =
      IntStream.rangeClosed(0, 10).mapToObj(score -> "n" + score).collect(Collectors.joining(", "))
          + ", dont_know";

  /// Number of the cell of a raw rating; the cells are numbered so below.
  private static final String CELL =
      "((service * %d + touchpoint) * %d + channel) * %d + language + 1"
          .formatted(History.TOUCHPOINTS, History.CHANNELS.size(), History.LANGUAGES.size());

  private Tallies() {}

  /// @param url of a migrated database that also has the raw ratings
  static void make(String url, History history) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone TO 'UTC'");
      statement.execute("SET work_mem TO '1GB'");
      statement.execute(cells());
      statement.execute(
          "INSERT INTO administration (administration, zone) SELECT DISTINCT administration, '"
              + History.ZONE
              + "' FROM cell");
      statement.execute(fromRaw("tally_hour", "hour", ""));
      // As long as minutes are kept.
      statement.execute(
          fromRaw(
              "tally_minute",
              "minute",
              " WHERE rated_at >= to_timestamp("
                  + (history.end().getEpochSecond() - 3 * 86_400)
                  + ")"));
      statement.execute(days());
      statement.execute(channelDays());
      statement.execute("VACUUM (ANALYZE)");
    }
  }

  private static String cells() {
    return """
    INSERT INTO cell OVERRIDING SYSTEM VALUE
    SELECT %s, 0, 'bench-' || service %% %d, 'service-' || service, 'touchpoint-' || service || '-' || touchpoint,
      (ARRAY[%s])[channel + 1], (ARRAY[%s])[language + 1], 'overall', 'CSAT', FALSE, FALSE
    FROM generate_series(0, %d) AS s (service), generate_series(0, %d) AS t (touchpoint),
      generate_series(0, %d) AS c (channel), generate_series(0, %d) AS l (language)
    """
        .formatted(
            CELL,
            History.ADMINISTRATIONS,
            quoted(History.CHANNELS),
            quoted(History.LANGUAGES),
            History.SERVICES - 1,
            History.TOUCHPOINTS - 1,
            History.CHANNELS.size() - 1,
            History.LANGUAGES.size() - 1);
  }

  private static String quoted(List<String> values) {
    return values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
  }

  private static String fromRaw(String table, String window, String where) {
    String scores =
        IntStream.rangeClosed(0, 10)
            .mapToObj(score -> "count(*) FILTER (WHERE score = " + score + ")")
            .collect(Collectors.joining(", "));
    return """
    INSERT INTO %s (cell_id, window_start, %s, revised_at, log_offset)
    SELECT %s AS cell, date_trunc('%s', rated_at) AS start, %s, 0, now(), 0
    FROM raw_rating%s
    GROUP BY cell, start
    """
        .formatted(table, COUNTS, CELL, window, scores, where);
  }

  private static String days() {
    return """
    INSERT INTO tally_day (cell_id, day, %s, revised_at, log_offset)
    SELECT cell_id, (window_start AT TIME ZONE '%s')::date AS local, %s, now(), 0
    FROM tally_hour
    GROUP BY cell_id, local
    """
        .formatted(COUNTS, History.ZONE, sums());
  }

  private static String channelDays() {
    return """
    INSERT INTO tally_day_channel
      (administration, service, channel, metric, suspected, imported, day, %s, revised_at, log_partition, log_offset)
    SELECT administration, service, channel, metric, suspected, imported, day, %s, now(), 0, 0
    FROM tally_day
    JOIN cell USING (cell_id)
    GROUP BY administration, service, channel, metric, suspected, imported, day
    """
        .formatted(COUNTS, sums());
  }

  private static String sums() {
    return COUNTS
        .transform(names -> Arrays.stream(names.split(", ", -1)))
        .map(name -> "sum(" + name + ")")
        .collect(Collectors.joining(", "));
  }
}
