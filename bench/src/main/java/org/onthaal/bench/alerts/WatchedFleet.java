package org.onthaal.bench.alerts;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.evaluate.LiveEvaluation;
import org.onthaal.aggregation.evaluate.PostgresDropStore;
import org.onthaal.aggregation.evaluate.PostgresLiveSession;
import org.onthaal.aggregation.evaluate.absence.PostgresAbsenceStore;
import org.onthaal.aggregation.fold.CellKey;
import org.onthaal.aggregation.fold.Change;
import org.onthaal.aggregation.fold.DatabaseSettings;
import org.onthaal.aggregation.fold.Migrations;
import org.onthaal.aggregation.fold.PostgresTallyStore;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.silence.PostgresSilenceStore;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.bench.rig.BenchPostgres;

/// Many services of one administration with six weeks of counts behind them, watched by one drop
/// rule as in a running service: one transaction after the other, until a slot of every stream is
/// judged.
final class WatchedFleet implements AutoCloseable {
  /// A Monday morning; minutes are counted from here on.
  private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

  private static final Duration SLOT = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final String RULES = "rules: [{name: drop, kind: drop, slot: 5m, by: [service]}]";

  /// About 200 ratings a day in ten hours, of whom four in five are satisfied; the next hours
  /// minute by minute.
  private static final List<String> HISTORY =
      List.of(
          "SELECT setseed(0.26)",
          """
          INSERT INTO administration (administration, zone) VALUES ('bench', 'UTC')
          """,
          """
          INSERT INTO cell (log_partition, administration, service, touchpoint, channel, language, question, metric, suspected, imported)
          SELECT 0, 'bench', 'service-' || s, 'touchpoint-' || s, 'WEB', 'nl', 'overall', 'CSAT', FALSE, FALSE
          FROM generate_series(1, %d) AS s
          """,
          """
          INSERT INTO tally_hour (cell_id, window_start, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, dont_know, revised_at, log_offset)
          SELECT cell_id, hour, 0, (random() * 2)::int, (random() * 2)::int, (random() * 4)::int, (random() * 12)::int, (random() * 20)::int,
            0, 0, 0, 0, 0, 0, hour, 0
          FROM cell, generate_series('2026-09-21T08:00Z'::timestamptz, '2026-11-01T17:00Z', '1 hour') AS hour
          WHERE extract(hour FROM hour AT TIME ZONE 'UTC') BETWEEN 8 AND 17
          """,
          """
          INSERT INTO tally_minute (cell_id, window_start, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, dont_know, revised_at, log_offset)
          SELECT cell_id, minute, 0, (random() < 0.06)::int, (random() < 0.05)::int, (random() < 0.09)::int, (random() < 0.3)::int, (random() < 0.5)::int,
            0, 0, 0, 0, 0, 0, minute, 0
          FROM cell, generate_series('2026-11-02T08:00Z'::timestamptz, '2026-11-02T11:59Z', '1 minute') AS minute
          WHERE random() < 0.33
          """,
          """
          INSERT INTO tally_hour (cell_id, window_start, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, dont_know, revised_at, log_offset)
          SELECT cell_id, date_trunc('hour', window_start) AS hour, 0, sum(n1), sum(n2), sum(n3), sum(n4), sum(n5), 0, 0, 0, 0, 0, 0, now(), 0
          FROM tally_minute
          GROUP BY cell_id, hour
          """,
          """
          INSERT INTO tally_day (cell_id, day, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, dont_know, revised_at, log_offset)
          SELECT cell_id, (window_start AT TIME ZONE 'UTC')::date AS day, 0, sum(n1), sum(n2), sum(n3), sum(n4), sum(n5), 0, 0, 0, 0, 0, 0, now(), 0
          FROM tally_hour
          GROUP BY cell_id, day
          """,
          """
          INSERT INTO tally_day_channel (administration, service, channel, metric, suspected, imported, day, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10,
                                         dont_know, revised_at, log_partition, log_offset)
          SELECT administration, service, channel, metric, suspected, imported, day, 0, n1, n2, n3, n4, n5, 0, 0, 0, 0, 0, 0, now(), 0, 0
          FROM tally_day
          JOIN cell USING (cell_id)
          """);

  private final String url;
  private final Connection asking;
  private final int streams;
  private final PostgresTallyStore store;
  private final LiveEvaluation evaluation;
  private Instant at = START;
  private Instant slot = START;
  private int judged;
  private Duration longest = Duration.ZERO;

  private WatchedFleet(String url, int streams) throws SQLException {
    this.url = url;
    this.asking = DriverManager.getConnection(url);
    this.streams = streams;
    this.store = PostgresTallyStore.connect(settings(url), () -> at);
    PostgresAlertStore alerts = new PostgresAlertStore(store.pool());
    this.evaluation =
        new LiveEvaluation(
            rules(),
            new LiveEvaluation.Parts(
                store,
                alerts,
                new PostgresDropStore(new PostgresSilenceStore(store.pool())),
                new PostgresAbsenceStore(),
                new PostgresLiveSession(),
                (_, _, _) -> {}),
            new LiveEvaluation.Cadence(TICK, GRACE, Duration.ofDays(30)));
    store.prepare(1);
  }

  static WatchedFleet make(String url, int streams) throws SQLException {
    Migrations.migrate(settings(url));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : HISTORY) {
        statement.execute(sql.contains("%d") ? sql.formatted(streams) : sql);
      }
      statement.execute("VACUUM (ANALYZE)");
    }
    return new WatchedFleet(url, streams);
  }

  private static RuleSet rules() {
    return switch (RuleFile.parse(RULES)) {
      case RuleFile.Valid(RuleSet rules) -> rules;
      case RuleFile.Invalid(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  private static DatabaseSettings settings(String url) {
    return new DatabaseSettings(
        url,
        "postgres",
        "",
        4,
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(10));
  }

  /// The first rating of each stream arrives.
  void meet() {
    Map<CellKey, Optional<Instant>> touched = new HashMap<>();
    for (int i = 1; i <= streams; i++) {
      Place place = new Place("bench", "service-" + i, "touchpoint-" + i, "WEB", "nl");
      touched.put(new CellKey(place, "overall", Metric.CSAT, false, false), Optional.of(at));
    }
    tick(touched);
  }

  /// Judges the next slot of every stream, in as many transactions as it takes.
  void judgeNextSlot() {
    Instant end = slot.plus(SLOT);
    at = end.plus(GRACE);
    longest = Duration.ZERO;
    while (isDue()) {
      tick(Map.of());
      at = at.plus(TICK);
    }
    slot = end;
    judged++;
  }

  /// The longest transaction of the last slot.
  Duration longest() {
    return longest;
  }

  private boolean isDue() {
    try (var statement = asking.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT FROM drop_state WHERE log_partition = 0 AND rule = 'drop' AND next_slot <= '%s' LIMIT 1"
                    .formatted(slot))) {
      return rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not say what is due", e);
    }
  }

  private void tick(Map<CellKey, Optional<Instant>> touched) {
    long begun = System.nanoTime();
    boolean isDone =
        store.tick(
            0,
            -1,
            at,
            List.of((transaction, change) ->
                evaluation.folded(
                    transaction,
                    new Change(0, change.offset(), change.at(), true, List.of(), touched))));
    if (!isDone) {
      throw new IllegalStateException("another process folds the partition of this bench");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    longest = took.compareTo(longest) > 0 ? took : longest;
  }

  /// Each stream must have learnt, and each of its slots must be kept, with all ratings in them.
  void checkExact() {
    check("SELECT count(*) FROM drop_baseline", streams);
    check("SELECT count(*) FROM drop_slot", (long) streams * judged);
    check(
        "SELECT (SELECT sum(c) FROM drop_slot, unnest(counts) AS c) - (SELECT sum(n1 + n2 + n3 + n4 + n5) FROM tally_minute WHERE window_start < '%s')"
            .formatted(slot),
        0);
  }

  private void check(String sql, long expected) {
    long found = Long.parseLong(BenchPostgres.text(url, sql));
    if (found != expected) {
      throw new IllegalStateException(sql + ": " + found + " (expected: " + expected + ")");
    }
  }

  @Override
  public void close() throws SQLException {
    store.close();
    asking.close();
  }
}
