package org.onthaal.aggregation.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;

/// Records to rows of `alert` and `alert_state`, and back.
final class PostgresAlertRows {
  static final String SELECT_STATE =
      """
      SELECT rule, stream, log_partition, state, since, fired_at, clear_since, alert_id, sequence, last_rated_at
      FROM alert_state
      """;

  static final String UPSERT_STATE =
      """
      INSERT INTO alert_state (rule, stream, log_partition, state, since, fired_at, clear_since, alert_id, sequence, last_rated_at)
      VALUES (:rule, :stream, :partition, :state, :since, :firedAt, :clearSince, :alert, :sequence, :lastRatedAt)
      ON CONFLICT (rule, stream) DO UPDATE
      SET log_partition = excluded.log_partition, state = excluded.state, since = excluded.since, fired_at = excluded.fired_at,
          clear_since = excluded.clear_since, alert_id = excluded.alert_id, sequence = excluded.sequence, last_rated_at = excluded.last_rated_at
      """;

  static final String SELECT_ALERT =
      """
      SELECT id, rule, kind, severity, stream, state, pending_at, fired_at, resolved_at, window_start, window_end, window_zone, n,
             value, low, high, previous_n, previous_value, points, z, last_rated_at, evidence_days, expected_ratings, because,
             ending, ended_by, ended_why, kiosk_name, kiosk_trouble, kiosk_heard_at, kiosk_waiting, kiosk_others
      FROM alert
      """;

  static final String UPSERT_ALERT =
      """
      INSERT INTO alert (id, rule, kind, severity, stream, administration, state, pending_at, fired_at, resolved_at, window_start, window_end,
                         window_zone, n, value, low, high, previous_n, previous_value, points, z, last_rated_at, evidence_days,
                         expected_ratings, because, ending, ended_by, ended_why, kiosk_name, kiosk_trouble, kiosk_heard_at,
                         kiosk_waiting, kiosk_others)
      VALUES (:id, :rule, :kind, :severity, :stream, :administration, :state, :pendingAt, :firedAt, :resolvedAt, :windowStart, :windowEnd,
              :windowZone, :n, :value, :low, :high, :previousN, :previousValue, :points, :z, :lastRatedAt, :evidenceDays,
              :expectedRatings, :because, :ending, :endedBy, :endedWhy, :kioskName, :kioskTrouble, :kioskHeardAt, :kioskWaiting,
              :kioskOthers)
      ON CONFLICT (id) DO UPDATE
      SET severity = excluded.severity, state = excluded.state, fired_at = excluded.fired_at, resolved_at = excluded.resolved_at,
          window_start = excluded.window_start, window_end = excluded.window_end, window_zone = excluded.window_zone, n = excluded.n,
          value = excluded.value, low = excluded.low, high = excluded.high, previous_n = excluded.previous_n,
          previous_value = excluded.previous_value, points = excluded.points, z = excluded.z, last_rated_at = excluded.last_rated_at,
          evidence_days = excluded.evidence_days, expected_ratings = excluded.expected_ratings, because = excluded.because,
          ending = excluded.ending, ended_by = excluded.ended_by, ended_why = excluded.ended_why, kiosk_name = excluded.kiosk_name,
          kiosk_trouble = excluded.kiosk_trouble, kiosk_heard_at = excluded.kiosk_heard_at, kiosk_waiting = excluded.kiosk_waiting,
          kiosk_others = excluded.kiosk_others
      """;

  private PostgresAlertRows() {}

  static StreamState state(ResultSet row) throws SQLException {
    return new StreamState(
        new StreamState.Key(row.getString("rule"), Stream.ofKey(row.getString("stream"))),
        row.getInt("log_partition"),
        alertState(row),
        Optional.ofNullable(row.getObject("alert_id", UUID.class)),
        row.getLong("sequence"),
        instant(row, "last_rated_at"));
  }

  private static AlertState alertState(ResultSet row) throws SQLException {
    return switch (AlertState.Name.valueOf(row.getString("state"))) {
      case PENDING ->
          new AlertState.Pending(instant(row, "since").orElseThrow(), instant(row, "fired_at"));
      case FIRING ->
          new AlertState.Firing(
              instant(row, "since").orElseThrow(), instant(row, "fired_at").orElseThrow());
      case RECOVERING ->
          new AlertState.Recovering(
              instant(row, "since").orElseThrow(),
              instant(row, "fired_at").orElseThrow(),
              instant(row, "clear_since").orElseThrow());
      case CLOSED -> new AlertState.Closed(instant(row, "since").orElseThrow());
      case INACTIVE, RESOLVED -> AlertState.inactive();
    };
  }

  static Update bind(Update update, StreamState state) {
    Optional<Instant> none = Optional.empty();
    Optional<Instant> since = none;
    Optional<Instant> firedAt = none;
    Optional<Instant> clearSince = none;
    switch (state.state()) {
      case AlertState.Inactive() -> {}
      case AlertState.Closed(Instant from) -> since = Optional.of(from);
      case AlertState.Pending(Instant from, Optional<Instant> fired) -> {
        since = Optional.of(from);
        firedAt = fired;
      }
      case AlertState.Firing(Instant from, Instant fired) -> {
        since = Optional.of(from);
        firedAt = Optional.of(fired);
      }
      case AlertState.Recovering(Instant from, Instant fired, Instant clear) -> {
        since = Optional.of(from);
        firedAt = Optional.of(fired);
        clearSince = Optional.of(clear);
      }
    }
    return update
        .bind("rule", state.key().rule())
        .bind("stream", state.key().stream().key())
        .bind("partition", state.partition())
        .bind("state", state.state().name().name())
        .bind("since", since)
        .bind("firedAt", firedAt)
        .bind("clearSince", clearSince)
        .bind("alert", state.alert())
        .bind("sequence", state.sequence())
        .bind("lastRatedAt", state.lastRatedAt());
  }

  static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getObject("id", UUID.class),
        new Alert.Subject(
            row.getString("rule"),
            RuleKind.valueOf(row.getString("kind")),
            Severity.valueOf(row.getString("severity")),
            Stream.ofKey(row.getString("stream"))),
        AlertState.Name.valueOf(row.getString("state")),
        new Alert.Life(
            instant(row, "pending_at").orElseThrow(),
            instant(row, "fired_at"),
            instant(row, "resolved_at"),
            ending(row)),
        new Alert.Finding(evidence(row), row.getString("because")));
  }

  private static Optional<Ending> ending(ResultSet row) throws SQLException {
    String name = row.getString("ending");
    if (name == null) {
      return Optional.empty();
    }
    String by = Objects.requireNonNullElse(row.getString("ended_by"), "");
    String why = Objects.requireNonNullElse(row.getString("ended_why"), "");
    return Optional.of(Ending.Name.valueOf(name).ending(by, why));
  }

  private static Evidence evidence(ResultSet row) throws SQLException {
    Optional<Double> low = number(row, "low");
    Optional<Double> high = number(row, "high");
    Optional<Evidence.Previous> previous =
        row.getObject("previous_n") == null
            ? Optional.empty()
            : Optional.of(
                new Evidence.Previous(
                    row.getLong("previous_n"),
                    number(row, "previous_value"),
                    number(row, "points"),
                    number(row, "z")));
    return new Evidence(
        new Evidence.WindowSpan(
            instant(row, "window_start").orElseThrow(),
            instant(row, "window_end"),
            ZoneId.of(row.getString("window_zone"))),
        row.getLong("n"),
        number(row, "value").map(value -> new Evidence.Figures(value, low, high)),
        previous,
        instant(row, "last_rated_at"),
        number(row, "evidence_days"),
        number(row, "expected_ratings"),
        kiosk(row));
  }

  private static Optional<KioskSeen> kiosk(ResultSet row) throws SQLException {
    String name = row.getString("kiosk_name");
    return name == null
        ? Optional.empty()
        : Optional.of(
            new KioskSeen(
                name,
                KioskSeen.Trouble.valueOf(row.getString("kiosk_trouble")),
                instant(row, "kiosk_heard_at"),
                row.getLong("kiosk_waiting"),
                row.getLong("kiosk_others")));
  }

  static Update bind(Update update, Alert alert) {
    Evidence evidence = alert.finding().evidence();
    Optional<Ending.Closed> closed =
        alert
            .life()
            .ending()
            .filter(Ending.Closed.class::isInstance)
            .map(Ending.Closed.class::cast);
    return update
        .bind("id", alert.id())
        .bind("rule", alert.subject().rule())
        .bind("kind", alert.subject().kind().name())
        .bind("severity", alert.subject().severity().name())
        .bind("stream", alert.subject().stream().key())
        .bind("administration", alert.subject().stream().value(Dimension.ADMINISTRATION))
        .bind("state", alert.state().name())
        .bind("pendingAt", alert.life().pendingAt())
        .bind("firedAt", alert.life().firedAt())
        .bind("resolvedAt", alert.life().resolvedAt())
        .bind("windowStart", evidence.window().start())
        .bind("windowEnd", evidence.window().end())
        .bind("windowZone", evidence.window().zone().getId())
        .bind("n", evidence.n())
        .bind("value", evidence.figure().map(Evidence.Figures::value))
        .bind("low", evidence.figure().flatMap(Evidence.Figures::low))
        .bind("high", evidence.figure().flatMap(Evidence.Figures::high))
        .bind("previousN", evidence.previous().map(Evidence.Previous::n))
        .bind("previousValue", evidence.previous().flatMap(Evidence.Previous::value))
        .bind("points", evidence.previous().flatMap(Evidence.Previous::points))
        .bind("z", evidence.previous().flatMap(Evidence.Previous::z))
        .bind("lastRatedAt", evidence.lastRatedAt())
        .bind("evidenceDays", evidence.evidenceDays())
        .bind("expectedRatings", evidence.expected())
        .bind("kioskName", evidence.kiosk().map(KioskSeen::name))
        .bind("kioskTrouble", evidence.kiosk().map(kiosk -> kiosk.trouble().name()))
        .bind("kioskHeardAt", evidence.kiosk().flatMap(KioskSeen::heardAt))
        .bind("kioskWaiting", evidence.kiosk().map(KioskSeen::waiting))
        .bind("kioskOthers", evidence.kiosk().map(KioskSeen::others))
        .bind("because", alert.finding().because())
        .bind("ending", alert.life().ending().map(ending -> ending.name().name()))
        .bind("endedBy", closed.map(Ending.Closed::by))
        .bind("endedWhy", closed.map(Ending.Closed::why));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static Optional<Double> number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
