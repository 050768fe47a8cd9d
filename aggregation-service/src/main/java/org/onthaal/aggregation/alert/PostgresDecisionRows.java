package org.onthaal.aggregation.alert;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.onthaal.aggregation.alert.Decision.Basis;
import org.onthaal.aggregation.alert.Decision.Counts;
import org.onthaal.aggregation.alert.Evidence.WindowSpan;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Stream;

/// Rows of `alert_decision`.
final class PostgresDecisionRows {
  private PostgresDecisionRows() {}

  static void insert(Handle handle, Decision decision) {
    Basis basis = decision.basis();
    handle
        .createUpdate(
            """
            INSERT INTO alert_decision (transition_id, alert_id, rule_text, window_start, window_end, window_zone, counts, previous_counts,
                                        last_rated_at)
            VALUES (:transition, :alert, :rule, :windowStart, :windowEnd, :windowZone, CAST(:counts AS bigint[]),
                    CAST(:previousCounts AS bigint[]), :lastRatedAt)
            """)
        .bind("transition", decision.transition().id())
        .bind("alert", decision.transition().alert())
        .bind("rule", decision.rule())
        .bind("windowStart", basis.window().start())
        .bind("windowEnd", basis.window().end())
        .bind("windowZone", basis.window().zone().getId())
        .bind("counts", basis.counts().map(counts -> written(counts.now())))
        .bind(
            "previousCounts",
            basis.counts().flatMap(Counts::before).map(PostgresDecisionRows::written))
        .bind("lastRatedAt", basis.lastRatedAt())
        .execute();
  }

  /// Oldest first.
  static List<Decision> read(Handle handle, UUID alert) {
    return handle
        .createQuery(
            """
            SELECT t.alert_id, t.rule, t.stream, t.sequence, t.kind, t.happened_at, d.rule_text, d.window_start, d.window_end,
                   d.window_zone, d.counts, d.previous_counts, d.last_rated_at
            FROM alert_decision d
            JOIN transition t ON t.id = d.transition_id
            WHERE d.alert_id = :alert
            ORDER BY t.sequence
            """)
        .bind("alert", alert)
        .map((row, _) -> decision(row))
        .list();
  }

  /// The rule that decided the newest transition.
  static Optional<String> newestRule(Handle handle, UUID alert) {
    return handle
        .createQuery(
            """
            SELECT d.rule_text
            FROM alert_decision d
            JOIN transition t ON t.id = d.transition_id
            WHERE d.alert_id = :alert
            ORDER BY t.sequence DESC
            LIMIT 1
            """)
        .bind("alert", alert)
        .mapTo(String.class)
        .findOne();
  }

  private static Decision decision(ResultSet row) throws SQLException {
    Transition transition =
        new Transition(
            row.getObject("alert_id", UUID.class),
            row.getString("rule"),
            Stream.ofKey(row.getString("stream")),
            row.getLong("sequence"),
            Transition.Kind.valueOf(row.getString("kind")),
            row.getTimestamp("happened_at").toInstant());
    WindowSpan window =
        new WindowSpan(
            row.getTimestamp("window_start").toInstant(),
            instant(row, "window_end"),
            ZoneId.of(row.getString("window_zone")));
    Optional<Tally> before = tally(row, "previous_counts");
    Optional<Counts> counts = tally(row, "counts").map(now -> new Counts(now, before));
    return new Decision(
        transition,
        row.getString("rule_text"),
        new Basis(window, counts, instant(row, "last_rated_at")));
  }

  private static String written(Tally tally) {
    return IntStream.rangeClosed(0, Tally.SCORE_MAX)
        .mapToObj(score -> Long.toString(tally.count(score)))
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
  }

  private static Optional<Tally> tally(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return Optional.empty();
    }
    try {
      long[] counts = Arrays.stream((Long[]) array.getArray()).mapToLong(Long::longValue).toArray();
      return Optional.of(Tally.of(counts, 0));
    } finally {
      array.free();
    }
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
