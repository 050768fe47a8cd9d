package org.onthaal.aggregation.notify.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.notify.Notification;

/// Dead letters in PostgreSQL. Safe for any thread.
public final class PostgresDeadLetters implements DeadLetters {
  /// That an alert fires, or is taken care of, when it is over by now: its end was not told to who
  /// had not heard of it. Of a group, when something newer was told: that named all that fired
  /// then.
  private static final String OUTDATED =
      """
      (kind IN ('FIRING', 'ACKNOWLEDGED')
        AND (EXISTS (
            SELECT 1
            FROM alert
            WHERE alert.id = notification.alert_id
              AND alert.state IN ('RESOLVED', 'INACTIVE'))
          OR (notification.alert_id IS NULL
            AND EXISTS (
              SELECT 1
              FROM notification AS newer
              WHERE newer.receiver = notification.receiver
                AND newer.group_key = notification.group_key
                AND newer.alert_id IS NULL
                AND newer.sequence > notification.sequence
                AND newer.state <> 'DEAD'))))
      """;

  @Override
  public List<DeadLetter> newest(
      AlertTransaction transaction, Optional<String> receiver, int countMax) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT id, receiver, kind, alert_id, settled_at, attempts, coalesce(reason, '') AS reason, %s AS outdated
            FROM notification
            WHERE state = 'DEAD'
              AND (CAST(:receiver AS text) IS NULL OR receiver = :receiver)
            ORDER BY settled_at DESC, id
            LIMIT :limit
            """
                .formatted(OUTDATED))
        .bind("receiver", receiver)
        .bind("limit", countMax)
        .map((row, _) -> letter(row))
        .list();
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getObject("id", UUID.class),
        row.getString("receiver"),
        Notification.Kind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getObject("alert_id", UUID.class)),
        row.getTimestamp("settled_at").toInstant(),
        row.getInt("attempts"),
        row.getString("reason"),
        row.getBoolean("outdated"));
  }

  @Override
  public int count(AlertTransaction transaction, Optional<String> receiver) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT count(*)
            FROM notification
            WHERE state = 'DEAD'
              AND (CAST(:receiver AS text) IS NULL OR receiver = :receiver)
            """)
        .bind("receiver", receiver)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Replayed replay(
      AlertTransaction transaction, String receiver, Instant at, Instant expiresAt) {
    Handle handle = PostgresAlertTransaction.open(transaction);
    lock(handle, receiver);
    int queued =
        handle
            .createUpdate(
                """
                UPDATE notification
                SET state = 'QUEUED', next_attempt_at = :at, expires_at = :expiresAt, settled_at = NULL, reason = NULL
                WHERE receiver = :receiver
                  AND state = 'DEAD'
                  AND NOT %s
                """
                    .formatted(OUTDATED))
            .bind("receiver", receiver)
            .bind("at", at)
            .bind("expiresAt", expiresAt)
            .execute();
    handle
        .createUpdate("DELETE FROM receiver_disabled WHERE receiver = :receiver")
        .bind("receiver", receiver)
        .execute();
    return new Replayed(queued, count(transaction, Optional.of(receiver)));
  }

  /// So that no alert ends, and no group is told, between looking at it and queueing what was dead.
  /// In the order in which the fold locks.
  private static void lock(Handle handle, String receiver) {
    handle
        .createQuery(
            """
            SELECT rule
            FROM alert_state
            WHERE alert_id IN (
              SELECT alert_id
              FROM notification
              WHERE receiver = :receiver
                AND state = 'DEAD'
                AND kind IN ('FIRING', 'ACKNOWLEDGED'))
            ORDER BY rule, stream
            FOR UPDATE
            """)
        .bind("receiver", receiver)
        .mapTo(String.class)
        .list();
    handle
        .createQuery(
            """
            SELECT group_key
            FROM notification_group
            WHERE receiver = :receiver
            ORDER BY group_key
            FOR UPDATE
            """)
        .bind("receiver", receiver)
        .mapTo(String.class)
        .list();
  }
}
