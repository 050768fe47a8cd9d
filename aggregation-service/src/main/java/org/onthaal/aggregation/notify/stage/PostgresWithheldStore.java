package org.onthaal.aggregation.notify.stage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Withheld;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;

/// What was not told, in PostgreSQL. Safe for any thread.
public final class PostgresWithheldStore implements WithheldStore {
  private final Jdbi jdbi;

  public PostgresWithheldStore(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public void withhold(AlertTransaction transaction, UUID transition, Quiet quiet) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO withheld (transition_id, receiver, reason, cause)
            VALUES (:transition, '', :reason, :cause)
            """)
        .bind("transition", transition)
        .bind("reason", quiet.reason().name())
        .bind("cause", quiet.cause())
        .execute();
  }

  @Override
  public void follow(AlertTransaction transaction, UUID transition, String receiver, Quiet quiet) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            UPDATE withheld
            SET reason = :reason, cause = :cause
            WHERE transition_id = :transition
              AND receiver = :receiver
              AND (reason, cause) IS DISTINCT FROM (:reason, :cause)
            """)
        .bind("transition", transition)
        .bind("receiver", receiver)
        .bind("reason", quiet.reason().name())
        .bind("cause", quiet.cause())
        .execute();
  }

  @Override
  public List<Transition> heldBack(AlertTransaction transaction, int partition) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT transition.alert_id, transition.rule, transition.stream, transition.sequence, kind, happened_at
            FROM alert_state
            JOIN transition USING (alert_id)
            JOIN withheld ON withheld.transition_id = transition.id
            WHERE log_partition = :partition
              AND alert_state.state = 'FIRING'
              AND kind = 'FIRED'
              AND receiver = ''
              AND reason IN ('SILENCED', 'INHIBITED')
            ORDER BY happened_at, transition.id
            """)
        .bind("partition", partition)
        .map((row, _) ->
            new Transition(
                row.getObject("alert_id", UUID.class),
                row.getString("rule"),
                Stream.ofKey(row.getString("stream")),
                row.getLong("sequence"),
                Transition.Kind.valueOf(row.getString("kind")),
                row.getTimestamp("happened_at").toInstant()))
        .list();
  }

  @Override
  public void release(AlertTransaction transaction, UUID transition, String receiver) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            "DELETE FROM withheld WHERE transition_id = :transition AND receiver = :receiver")
        .bind("transition", transition)
        .bind("receiver", receiver)
        .execute();
  }

  @Override
  public boolean hold(AlertTransaction transaction, Outbox.Leased waited, Quiet quiet) {
    return PostgresAlertTransaction.open(transaction)
            .createUpdate(
                """
                WITH held AS (
                  UPDATE notification
                  SET state = 'HELD', lease_token = NULL, lease_until = NULL
                  WHERE id = :id
                    AND lease_token = :token
                    AND state = 'QUEUED'
                  RETURNING transition_id, receiver)
                INSERT INTO withheld (transition_id, receiver, reason, cause)
                SELECT transition_id, receiver, :reason, :cause
                FROM held
                ON CONFLICT (transition_id, receiver) DO UPDATE
                SET reason = excluded.reason, cause = excluded.cause
                """)
            .bind("id", waited.id())
            .bind("token", waited.token())
            .bind("reason", quiet.reason().name())
            .bind("cause", quiet.cause())
            .execute()
        == 1;
  }

  @Override
  public List<Held> held(AlertTransaction transaction, int partition) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT notification.id, receiver, alert_id, transition_id
            FROM notification
            JOIN alert_state USING (alert_id)
            WHERE notification.state = 'HELD'
              AND log_partition = :partition
              AND alert_state.state = 'FIRING'
            ORDER BY queued_at, notification.id
            """)
        .bind("partition", partition)
        .map((row, _) ->
            new Held(
                row.getObject("id", UUID.class),
                row.getString("receiver"),
                row.getObject("alert_id", UUID.class),
                row.getObject("transition_id", UUID.class)))
        .list();
  }

  @Override
  public void send(AlertTransaction transaction, Held held, Instant now) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            UPDATE notification
            SET state = 'QUEUED', expires_at = expires_at + (CAST(:now AS timestamptz) - next_attempt_at), next_attempt_at = :now
            WHERE id = :id
              AND state = 'HELD'
            """)
        .bind("id", held.id())
        .bind("now", now)
        .execute();
  }

  @Override
  public List<Firing> firing(AlertTransaction transaction, Optional<String> administration) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT id, rule, kind, severity, stream
            FROM alert
            WHERE state IN ('FIRING', 'RECOVERING')
              AND (CAST(:administration AS text) IS NULL OR administration = :administration)
            ORDER BY fired_at, id
            """)
        .bind("administration", administration)
        .map((row, _) ->
            new Firing(
                row.getObject("id", UUID.class),
                new Alert.Subject(
                    row.getString("rule"),
                    RuleKind.valueOf(row.getString("kind")),
                    Severity.valueOf(row.getString("severity")),
                    Stream.ofKey(row.getString("stream")))))
        .list();
  }

  @Override
  public List<NotTold> of(UUID alert) {
    try {
      return jdbi.withHandle(handle ->
          handle
              .createQuery(
                  """
                  SELECT transition_id, receiver, reason, cause
                  FROM withheld
                  JOIN transition ON transition.id = transition_id
                  WHERE alert_id = :alert
                  ORDER BY sequence, receiver
                  """)
              .bind("alert", alert)
              .map((row, _) ->
                  new NotTold(
                      row.getObject("transition_id", UUID.class),
                      row.getString("receiver"),
                      Withheld.valueOf(row.getString("reason")),
                      Optional.ofNullable(row.getObject("cause", UUID.class))))
              .list());
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }
}
